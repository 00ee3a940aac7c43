"""Markup: elements that hold nothing but a text."""

from __future__ import annotations

import re
from typing import Final

from mosaic_guard.policies.call.layout.model import Field, Layout, Record

_LEAF: Final = re.compile(r"<([A-Za-z_][\w.:-]{0,40})(?:\s[^<>]{0,300})?>([^<>]*)</")
_APART: Final = 24
"""Characters between two leaves of one record: closing tag, line end, indentation."""


def elements(text: str) -> Layout:
    """Read leaf elements as fields; those with no other element between them are a record."""
    fields: list[Field] = []
    bounds: list[tuple[int, int]] = []
    last = -1
    for m in _LEAF.finditer(text):
        between = text[last : m.start()] if last >= 0 else ""
        if last < 0 or between.count("<") or len(between.strip()) > _APART:
            bounds.append((m.start(), m.end()))
        bounds[-1] = (bounds[-1][0], m.end())
        fields.append(Field(m.start(2), m.end(2), m[1]))
        close = text.find(">", m.end())
        last = close + 1 if close >= 0 else len(text)
    return Layout(tuple(fields), tuple(Record(a, b, 0) for a, b in bounds), is_list=True)
