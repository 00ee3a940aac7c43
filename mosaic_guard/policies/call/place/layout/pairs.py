"""Logs and cards: lines of `key=value` pairs."""

from __future__ import annotations

import re
from typing import Final

from mosaic_guard.policies.call.place.layout.model import Field, Layout, Record

_PAIR: Final = re.compile(
    r"(?<!\S)([^\W\d][\w.-]{0,40})=(?:\"([^\"\n]*)\"|([^\s;=\"][^;=\"\n]{0,80}?)(?=;)|([^\s\"]+))"
)
"""A value without quotes ends at a blank, or at a semicolon where one comes before the next pair."""
_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")
_LEAST_PAIRS: Final = 2
_LEAST_LINES: Final = 2


def pairs(text: str) -> Layout | None:
    """Read pairs as fields and each line as a record; None where fewer than two lines hold pairs."""
    if text.count("=") < _LEAST_PAIRS * _LEAST_LINES:
        return None
    fields: list[Field] = []
    records: list[Record] = []
    lines = 0
    for line in _LINE.finditer(text):
        found = [Field(*m.span(m.lastindex or 0), m[1]) for m in _PAIR.finditer(text, line.start(), line.end())]
        if len(found) >= _LEAST_PAIRS:
            lines += 1
            fields += found
        records.append(Record(line.start(), line.end(), 0))
    return Layout(tuple(fields), tuple(records), is_list=True) if lines >= _LEAST_LINES else None
