"""Objects and arrays, as JSON or as Python prints them."""

from __future__ import annotations

import re
from typing import Final

from mosaic_guard.policies.call.layout.model import Field, Layout, Record

_TOKEN: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[{}\[\],]|[^\s{}\[\],:\"']+", re.DOTALL)


class _Open:
    __slots__ = ("is_object", "key", "number", "parent", "record", "start")

    def __init__(self, number: int, start: int, parent: _Open | None, *, is_object: bool) -> None:
        self.number, self.start, self.parent, self.is_object = number, start, parent, is_object
        self.key = ""
        self.record: int = number if is_object or parent is None else parent.record


def members(text: str) -> Layout:
    """Read every scalar as a field of the innermost object that holds it; objects in one container are a group."""
    fields: list[Field] = []
    records: dict[int, Record] = {}
    opened: _Open | None = None
    number = 0
    for m in _TOKEN.finditer(text):
        token = m[0]
        first = token[0]
        if first in "{[":
            opened = _Open(number, m.start(), opened, is_object=first == "{")
            number += 1
        elif first in "}]":
            if opened is not None:
                _close(records, opened, m.end())
                opened = opened.parent
        elif opened is None or first == ",":
            continue
        elif (opened.is_object and text[m.end() : m.end() + 1] == ":") or _colon(text, m.end(), opened):
            opened.key = token.strip("\"'")
        else:
            quoted = first in "\"'"
            name = opened.key if opened.is_object else opened.parent.key if opened.parent else ""
            fields.append(Field(m.start() + quoted, m.end() - quoted, name))
    while opened is not None:
        _close(records, opened, len(text))
        opened = opened.parent
    return Layout(tuple(fields), tuple(records[n] for n in sorted(records)), is_whole=True, is_list=True)


def _colon(text: str, at: int, opened: _Open) -> bool:
    return opened.is_object and text[at : at + 4].lstrip()[:1] == ":"


def _close(records: dict[int, Record], opened: _Open, end: int) -> None:
    if opened.is_object:
        group = opened.parent.number if opened.parent else -1
        within = opened.parent.record if opened.parent else -1
        records[opened.number] = Record(opened.start, end, group, within)
