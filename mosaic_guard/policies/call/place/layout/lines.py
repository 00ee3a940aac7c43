"""Plain text: blocks of lines, with labels before some of them."""

from __future__ import annotations

import re
from typing import Final

from mosaic_guard.policies.call.place.layout.model import Field, Layout, Record

_LABEL: Final = re.compile(
    r"[ \t]{0,40}(?:[-*•+>#|]{1,6}[ \t]{1,4}|\d{1,3}[.)][ \t])?[*_\"']{0,2}([^\W\d_][^:=\n|.!?*]{0,38})[*_\"']{0,2}"
    r"[ \t]?(?!(?<=\d):\d)[:=\uff1a][*_]{0,2}[ \t]{0,40}(?=\S)"
)
_ITEM: Final = re.compile(r"[ \t]{0,40}(?:[-*•+]|\d{1,3}[.)])[ \t]")
_LONGEST_LABEL: Final = 5
"""Words in a label."""


class _Reader:
    """Collects fields and records line by line."""

    def __init__(self) -> None:
        self.fields: list[Field] = []
        self.bounds: list[tuple[int, int]] = []
        self._first = ""
        self._left = 0
        self.items = 0
        self._is_open = False

    def line(self, text: str, start: int, end: int) -> None:
        if not text[start:end].strip():
            self._is_open = False
            return
        label = _LABEL.match(text, start, end)
        name = label[1].strip() if label else ""
        if name.count(" ") >= _LONGEST_LABEL:
            label, name = None, ""
        item = _ITEM.match(text, start, end) is not None
        left = end - start - len(text[start:end].lstrip())
        closes = self._is_open and left < self._left
        if item or closes or not (self._is_open or self._is_body(name)) or (name and name == self._first):
            self.items += bool(self._is_open or item)
            self.bounds.append((start, end))
            self._first, self._left = name, left
        self._is_open = True
        self.bounds[-1] = (self.bounds[-1][0], end)
        if label:
            self.fields.append(Field(*_unquoted(text, label.end(), end), name))

    def _is_body(self, name: str) -> bool:
        """Whether a paragraph belongs to the labels above it, as a mail's does to its head."""
        return not name and bool(self._first)


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    mark = text[start]
    last = start + len(text[start:end].rstrip()) - 1
    is_quoted = mark in "\"'" and last > start and text.find(mark, start + 1, end) == last
    return (start + 1, last) if is_quoted else (start, end)


def lines(text: str) -> Layout:
    """Read what follows a label as a field.

    List items, blocks, what repeats the first label, and what stands further left than it begin a record.
    """
    reader = _Reader()
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        reader.line(text, at, end)
        at = end + 1
    return Layout(tuple(reader.fields), tuple(Record(a, b, 0) for a, b in reader.bounds), is_list=reader.items > 1)
