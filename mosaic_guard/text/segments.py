"""Where sentences, lines, fields and paragraphs begin and end; every search is bounded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

MAX_SENTENCE: Final = 600
MAX_PARAGRAPH: Final = 4000

_STOP: Final = re.compile(  # begins with one set of characters, which the search skips to
    r"[.!?…\u3002\uff01\uff1f\u061f\u0964\n|]"
    r"(?:(?<=[.!?…])(?:[\"'\u201d\u2019)\]*_]{0,3}(?=\s)|[\"'](?=[,}\]]))|(?<![.!?…|])|(?<=\|)(?=\s))"
)
_AROUND: Final = " \t\r\n\f\v|"
"""What may stand between sentences, table bars included."""
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+•>|#]|\d{1,3}[.)]|[A-Za-z_][\w -]{0,30}:(?=\s)|```|={3,}|-{3,})")
_CARRIED_ON: Final = re.compile(r"[\w,'\"-]\n[ \t]{0,12}(?![A-Za-z_][\w-]{0,30}:\s)[^\W\d_]")
"""A line end between two words."""
_WRAPPED: Final = range(45, 121)
"""Lengths of a line that was broken only because it was full."""
_LEAST_GAPS: Final = 2
"""Spaces in a segment that can instruct: three words."""
_LEAST_CHARS: Final = 6


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Cut a range into sentences, none longer than `MAX_SENTENCE`; a line end ends one unless the line was full."""
    stop = len(text) if end is None else end
    at = line = start
    for m in _STOP.finditer(text, start, stop):
        ending = m.end()
        if text[ending - 1] == "\n":
            full = ending - line in _WRAPPED
            line = ending
            if full and _CARRIED_ON.match(text, ending - 2):
                continue
        if ending - at > 2:
            yield from _pieces(text, at, ending)
        at = ending
    yield from _pieces(text, at, stop)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = cut if cut > 0 else start + MAX_SENTENCE
        yield start, cut
        start = cut
    trimmed = text[start:end].lstrip(_AROUND)
    if trimmed:
        yield end - len(trimmed), end - len(trimmed) + len(trimmed.rstrip(_AROUND))


def can_say(segment: str) -> bool:
    """Whether a segment is long enough for a sentence; scripts without spaces need a few characters."""
    return segment.count(" ") >= _LEAST_GAPS if segment.isascii() else len(segment) >= _LEAST_CHARS


def segment_at(text: str, start: int, end: int, *, ends: Callable[[str, int], bool] | None = None) -> tuple[int, int]:
    """Widen a range to the sentence, line or field around it: what a reader would quote to show it in context.

    `ends` tells stops apart, by the text and where they end; without it, each is one.
    """
    left = max(0, start - MAX_SENTENCE)
    for m in _STOP.finditer(text, left, start):
        left = m.end() if ends is None or ends(text, m.end()) else left
    right = min(len(text), end + MAX_SENTENCE)
    stops = (m.end() for m in _STOP.finditer(text, end, right))
    right = next((at for at in stops if ends is None or ends(text, at)), right)
    return _trimmed(text, min(left, start), max(right, end), start, end)


def _trimmed(text: str, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right


def paragraph_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a range to its paragraph or list item, no further than `MAX_PARAGRAPH` either way."""
    left, first = start, max(0, start - MAX_PARAGRAPH)
    while (line := line_start(text, left, first)) > first and _continues(text, line):
        left = line - 1
    left = line
    right = line_end(text, end, end + MAX_PARAGRAPH)
    while right < len(text) and right - end < MAX_PARAGRAPH and _continues(text, right + 1):
        right = line_end(text, right + 1, end + MAX_PARAGRAPH)
    return min(left, start), max(right, end)


def line_start(text: str, at: int, limit: int = 0) -> int:
    """Where the line that holds `at` begins."""
    return text.rfind("\n", max(0, limit), at) + 1 or max(0, limit)


def line_end(text: str, at: int, limit: int | None = None) -> int:
    """Where the line that holds `at` ends, its line feed not counted."""
    stop = len(text) if limit is None else min(limit, len(text))
    found = text.find("\n", at, stop)
    return stop if found < 0 else found


def _continues(text: str, line: int) -> bool:
    """Whether the line starting at `line` only carries on the one before it."""
    before = text[max(line_start(text, line - 1), line - 1 - MAX_PARAGRAPH) : line - 1].rstrip()
    after = text[line : line_end(text, line, line + MAX_PARAGRAPH)]
    if not before.strip() or not after.strip() or _ITEM.match(after):
        return False
    return len(before) in _WRAPPED
