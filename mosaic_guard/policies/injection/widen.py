"""From the words that were recognised to the whole block to remove: the goal that follows, what encloses both."""

from __future__ import annotations

import re
from typing import Final

from mosaic_guard.policies.injection.rules import signs
from mosaic_guard.policies.injection.segments import segments
from mosaic_guard.text.lexicon import Part, parts_of
from mosaic_guard.text.segments import MAX_PARAGRAPH, paragraph_at, sentences

_REACH: Final = 400
"""An opening delimiter stands at most this far before the first sign."""
_MAX_BLOCK: Final = 6000
_PAGE: Final = frozenset(
    ["html", "body", "head", "main", "article", "section", "table", "tbody", "thead", "tr", "ul", "ol", "dl", "form"]
)
_OPENER: Final = re.compile(
    r"<([a-zA-Z][\w:-]{0,40})(?:\s[^<>]{0,200})?>|\[(INST|SYSTEM_PROMPT)\]|<\|(im_start)\|>|<<(SYS)>>"
)
_CLOSERS: Final = ("</{}>", "[/{}]", "<|im_end|>", "<</{}>>")
_RULE: Final = re.compile(
    r"^[ \t]{0,8}[=*#~_+<>-]{3,}(?:[ \t]*|[^\n]{0,80}[^\n=*#~_+<>-][=*#~_+<>-]{3,}[ \t]*)$", re.MULTILINE
)
_BEGIN: Final = re.compile(r"^[^\w\n]{0,8}(?:BEGIN|START)\b[^\n]{0,80}$", re.MULTILINE)
_STOP: Final = re.compile(r"^[^\w\n]{0,8}(?:END|STOP)\b[^\n]{0,80}$", re.MULTILINE)
_FIELD_OPEN: Final = re.compile(r"[:\[,{(=]\s{0,4}([\"'])")
_FIELD_CLOSE: Final = re.compile(r"(?<!\\)([\"'])\s{0,4}(?=[,}\])]|$)")
_RECORD: Final = re.compile(r"\s[\[{]\s{0,4}[\"'{]")
"""Where a record begins that was printed into the same line."""
_ITEM: Final = re.compile(r"(?:[-*+•]|\d{1,3}[.)]) ")
_DEEDS: Final = int(Part.ACT | Part.SAY)
_GOAL_KINDS: Final = frozenset(["imperative", "exfiltration", "reply", "question"])


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the block around a hit: the delimiters that enclose it, or else all from it to where its paragraph ends."""
    enclosed = _pair(text, start, end) or _ruled(text, start, end)
    if enclosed:
        return enclosed
    limit = _field_end(text, start, end)
    stop = min(max(end, paragraph_at(text, start, end)[1]), limit)
    record = _RECORD.search(text, end, stop)
    if record and not _acts(text[record.start() : min(stop, record.start() + _MAX_BLOCK)]):
        stop = limit = record.start()
    return start, _with_goal(text, start, end, stop, limit)


def _pair(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The innermost pair of tags or template tokens around the hit, and beginning near it."""
    best = None
    for m in _OPENER.finditer(text, max(0, start - _REACH), min(len(text), start + _REACH)):
        if m.start() > start or (m[1] or "").lower() in _PAGE:
            continue
        closer = _CLOSERS[(m.lastindex or 1) - 1].format(m[m.lastindex or 1])
        close = text.find(closer, m.end(), end + _MAX_BLOCK)
        if close >= 0 and close + len(closer) >= end:
            best = m.start(), close + len(closer)
    return best


def _ruled(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The part between two ruled lines, or between BEGIN and END."""
    left = max(0, start - _REACH)
    for opening, closing in ((_RULE, _RULE), (_BEGIN, _STOP)):
        opened = [m for m in opening.finditer(text, left, min(len(text), start + 120)) if m.start() <= start]
        closed = closing.search(text, end, min(len(text), end + 1500))
        if opened and closed:
            return opened[-1].start(), closed.end()
    return None


def _field_end(text: str, start: int, end: int) -> int:
    """Where the quoted field or table cell that holds the hit ends; else the end of the text."""
    row = text.rfind("\n", max(0, start - MAX_PARAGRAPH), start) + 1
    if text.startswith("|", row):
        cell = text.find("|", end)
        return cell if cell >= 0 else len(text)
    openings = list(_FIELD_OPEN.finditer(text, max(0, start - MAX_PARAGRAPH), start + 1))
    if openings:
        for closed in _FIELD_CLOSE.finditer(text, end - 1, end + MAX_PARAGRAPH):
            if closed[1] == openings[-1][1] and closed.start() >= end - 1:
                return max(end, closed.start())
    return len(text)


def _with_goal(text: str, start: int, end: int, stop: int, limit: int) -> int:
    """Go on over the next paragraphs while they carry on what began."""
    has_goal = stop - end > 30 or _has_goal(text[start:stop])
    in_list = False
    while stop < limit and stop - start < _MAX_BLOCK:
        after = stop
        while after < limit and text[after].isspace():
            after += 1
        if after >= limit:
            return stop
        following = min(_fence_end(text, after) or paragraph_at(text, after, after + 1)[1], limit)
        awaited = not has_goal or text[start:stop].rstrip().endswith((":", "\uff1a", ","))
        item = bool(_ITEM.match(text, after))
        if not awaited and not (in_list and item) and not _kinds(text[after:following]):
            return stop
        has_goal, in_list, stop = True, item, following
    return stop


def _has_goal(text: str) -> bool:
    """Whether what is found so far already says what to do."""
    kinds = _kinds(text)
    acts = parts_of(text) & _DEEDS
    return bool(kinds & _GOAL_KINDS or (acts and "lead_in" not in kinds))


def _acts(record: str) -> bool:
    """Whether a field of a printed record is long enough to say what to do, and does."""
    return any(record.count(" ", a, b) > 1 and parts_of(record[a:b]) & _DEEDS for a, b in segments(record))


def _fence_end(text: str, start: int) -> int:
    """Where the fenced code that begins here ends; 0 when none begins."""
    if not text.startswith("```", start):
        return 0
    closed = text.find("```", start + 3, start + _MAX_BLOCK)
    return closed + 3 if closed >= 0 else 0


def _kinds(text: str) -> set[str]:
    return {kind for a, b in sentences(text) for kind in signs(text[a:b])}
