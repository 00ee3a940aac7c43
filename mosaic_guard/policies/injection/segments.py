"""The pieces a text is judged in: sentences, lines, cells, elements, and the fields of a record that was printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.text.segments import sentences

_BOUNDARY: Final = re.compile(  # begins with one set of characters, which the search skips to
    r"[\"'<](?:(?<=[\"'])(?<=[\w.!?)\]\"'].)(?=\s{0,2}[,:}\]])"
    r"|(?<=<)/?(?!(?:a|abbr|b|code|em|font|i|kbd|mark|q|s|small|span|strong|sub|sup|u)[\s/>])"
    r"[A-Za-z][\w:.-]{0,40}(?:\s{1,4}[\w:.-]{1,40}(?:=[\"']?[^\s\"'<>]{0,100}[\"']?)?){0,6}\s{0,4}/?>)"
)
"""The quote that ends a field, in JSON or as Python prints it; a tag around an element that says nothing itself."""
_EDGE: Final = " \t\r\n\f\v|,:{}[]\"'"


def segments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges to judge, in order and apart."""
    for start, end in sentences(text):
        at = start
        for m in _BOUNDARY.finditer(text, start, end):
            yield from _inside(text, at, m.start())
            at = m.end()
        yield from _inside(text, at, end)


def _inside(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(_EDGE))
    right = len(piece.rstrip(_EDGE))
    if left < right:
        yield start + left, start + right
