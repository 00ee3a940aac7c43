"""Objects and arrays, as JSON or as Python prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from mosaic_guard.policies.call.place.layout.model import ALONE, Field, Layout, Record
from mosaic_guard.policies.provenance.words import unescaped

_REST: Final = r"[{}\[\],]|[^\s{}\[\],:\"']+"
_STRING: Final = r"{0}(?:[^{0}\\]|\\.)*+(?:{0}|(\\?\Z))"
"""The group stands where it never closes."""
_TOKENS: Final[Mapping[str, re.Pattern[str]]] = {
    quotes: re.compile("|".join([*map(_STRING.format, quotes), _REST]), re.DOTALL) for quotes in ("\"'", '"', "'", "")
}
"""By the quotes that are still to be closed."""


class _Open:
    __slots__ = ("is_object", "key", "number", "parent", "record", "start")

    def __init__(self, number: int, start: int, parent: _Open | None, *, is_object: bool) -> None:
        self.number, self.start, self.parent, self.is_object = number, start, parent, is_object
        self.key = ""
        self.record: int = number if is_object or parent is None else parent.record


def members(text: str) -> Layout:
    """Read every scalar as a field of the innermost object that holds it.

    Objects in one container are a group, and so are those under one key in the objects of a list.
    """
    fields: list[Field] = []
    records: dict[int, Record] = {}
    groups: dict[tuple[int, str], int] = {}
    opened: _Open | None = None
    number = 0
    for m in _tokens(text):
        token = m[0]
        first = token[0]
        if first in "{[":
            opened = _Open(number, m.start(), opened, is_object=first == "{")
            number += 1
        elif first in "}]":
            if opened is not None:
                _close(records, groups, opened, m.end())
                opened = opened.parent
        elif opened is None or first == ",":
            continue
        elif (opened.is_object and text[m.end() : m.end() + 1] == ":") or _colon(text, m.end(), opened):
            opened.key = unescaped(token.strip("\"'"))
        else:
            quoted = first in "\"'"
            name = opened.key if opened.is_object else opened.parent.key if opened.parent else ""
            fields.append(Field(m.start() + quoted, m.end() - quoted, name))
    while opened is not None:
        _close(records, groups, opened, len(text))
        opened = opened.parent
    return Layout(tuple(fields), tuple(records[n] for n in sorted(records)), is_whole=True, is_list=True)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """A quote that never closes is none, and no more is any like it that follows: what it escapes stays escaped."""
    quotes, start = "\"'", 0
    while True:
        for m in _TOKENS[quotes].finditer(text, start):
            if m.lastindex:
                quotes, start = quotes.replace(m[0][0], ""), m.start() + 1
                break
            yield m
        else:
            return


def _colon(text: str, at: int, opened: _Open) -> bool:
    return opened.is_object and text[at : at + 4].lstrip()[:1] == ":"


def _close(records: dict[int, Record], groups: dict[tuple[int, str], int], opened: _Open, end: int) -> None:
    if opened.is_object:
        within = opened.parent.record if opened.parent else -1
        records[opened.number] = Record(opened.start, end, _group(groups, opened), within)


def _group(groups: dict[tuple[int, str], int], opened: _Open) -> int:
    parent = opened.parent
    if parent is None:
        return ALONE
    if parent.is_object and parent.parent is not None and not parent.parent.is_object:
        return groups.setdefault((parent.parent.number, parent.key), -2 - len(groups))
    return parent.number
