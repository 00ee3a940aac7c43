"""What a layout consists of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

ALONE: Final = -1


class Field(NamedTuple):
    """A value that stands by itself: a member, a cell, what follows a label."""

    start: int
    end: int
    name: str


class Record(NamedTuple):
    """What belongs together: an object, a row, a block of lines."""

    start: int
    end: int
    group: int
    """Records of one group are alternatives to each other; `ALONE` for one that stands alone."""
    parent: int = -1
    """The record that this one is a part of."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields and records of one text, in order."""

    fields: tuple[Field, ...] = ()
    records: tuple[Record, ...] = ()
    is_whole: bool = False
    """All that is said stands in fields."""
    is_list: bool = False
    """Its records are alternatives: rows, items, objects; else they are the parts of one document."""

    def at(self, start: int, end: int) -> Field | None:
        """The field that holds this range."""
        at = bisect_right(self.fields, (start, 1 << 60)) - 1
        if at >= 0 and self.fields[at].end >= end:
            return self.fields[at]
        return None

    def within(self, record: Record) -> Iterator[Field]:
        """The fields of a record, those of its parts too."""
        return self.between(record.start, record.end)

    def between(self, start: int, end: int) -> Iterator[Field]:
        """The fields that begin in this range."""
        at = bisect_right(self.fields, (start - 1, 1 << 60))
        while at < len(self.fields) and self.fields[at].start <= end:
            yield self.fields[at]
            at += 1

    def record_at(self, start: int, end: int) -> Record | None:
        """The smallest record that holds this range."""
        held = [r for r in self.records if r.start <= start and end <= r.end]
        return min(held, key=lambda r: r.end - r.start, default=None)

    def rivals(self, record: Record) -> Iterator[Record]:
        """The other records of its group."""
        if record.group != ALONE:
            yield from (r for r in self.records if r.group == record.group and r != record)
