"""Markup: elements that hold nothing but a text, and the headings of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mosaic_guard.policies.call.place.layout.model import Field, Layout, Record

_LEAF: Final = re.compile(r"<([A-Za-z_][\w.:-]{0,40})(?:\s[^<>]{0,300})?>([^<>]*)</")
_APART: Final = 24
"""Characters between two leaves of one record: closing tag, line end, indentation."""
_HEADINGS: Final = frozenset({"th", "dt"})
_CELLS: Final = frozenset({"td", "dd"})
_LONGEST_HEADING: Final = 40


def elements(text: str) -> Layout:
    """Read leaf elements as fields; those with no other element between them are a record."""
    rows: list[list[Field]] = []
    bounds: list[tuple[int, int]] = []
    last = -1
    for m in _LEAF.finditer(text):
        between = text[last : m.start()] if last >= 0 else ""
        if last < 0 or between.count("<") or len(between.strip()) > _APART:
            bounds.append((m.start(), m.end()))
            rows.append([])
        bounds[-1] = (bounds[-1][0], m.end())
        rows[-1].append(Field(m.start(2), m.end(2), m[1]))
        close = text.find(">", m.end())
        last = close + 1 if close >= 0 else len(text)
    return Layout(tuple(_named(text, rows)), tuple(Record(a, b, 0) for a, b in bounds), is_list=True)


def _named(text: str, rows: Sequence[Sequence[Field]]) -> Iterator[Field]:
    """Call cells as the heading above them says, else as the one before them."""
    above: list[str] = []
    for row in rows:
        tags = {field.name.lower() for field in row}
        if tags == {"th"}:
            above = [_heading(text, field) for field in row]
        fits = tags == {"td"} and len(row) == len(above)
        before = ""
        for at, field in enumerate(row):
            tag = field.name.lower()
            if tag in _HEADINGS:
                before = _heading(text, field)
            name = (above[at] if fits else before) if tag in _CELLS else ""
            yield field._replace(name=name) if name else field


def _heading(text: str, field: Field) -> str:
    said = " ".join(text[field.start : field.end].split())
    return said if len(said) <= _LONGEST_HEADING else ""
