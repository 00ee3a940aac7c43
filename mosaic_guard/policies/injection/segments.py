"""The pieces a text is judged in: sentences, lines, cells, and the fields of a record that was printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.text.segments import sentences

_FIELD: Final = re.compile(r"[\"'](?<=[\w.!?)\]\"'].)(?=\s{0,2}[,:}\]])")
"""The quote that ends a field, in JSON or as Python prints it."""
_EDGE: Final = " \t\r\n\f\v|,:{}[]\"'"


def segments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges to judge, in order and apart."""
    for start, end in sentences(text):
        at = start
        for m in _FIELD.finditer(text, start, end):
            yield from _inside(text, at, m.start())
            at = m.end()
        yield from _inside(text, at, end)


def _inside(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(_EDGE))
    right = len(piece.rstrip(_EDGE))
    if left < right:
        yield start + left, start + right
