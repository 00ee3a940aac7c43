"""Where in an untrusted source a value stands: in which field, sentence and record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mosaic_guard.assessment import Span
from mosaic_guard.policies.call.place.layout import Field, Layout, layout_of
from mosaic_guard.policies.call.place.layout.model import Record
from mosaic_guard.policies.call.place.plain import plain
from mosaic_guard.policies.provenance.index import Source
from mosaic_guard.policies.provenance.points import ends_sentence
from mosaic_guard.text.segments import segment_at

_LEAST_NESTED = 40
"""Characters from which a field may have a layout of its own: a mail inside a JSON member."""

_PART_OF_NUMBER: Final = re.compile(r"\d[.,:/-]\d")
_PART = 0.5
_LONGEST_DOCUMENT = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """One place that carries a value."""

    source: Source
    path: str
    text: str
    """With escapes undone; only its layout is read with them."""
    start: int
    end: int
    field: Field
    """The innermost field around it; the whole text when it has none."""
    outer: Field
    """The field that this one is nested in, or itself."""
    segment: tuple[int, int]
    """The sentence or line, no further than the field."""
    record: Record | None
    layout: Layout
    """That of the record."""

    @property
    def sentence(self) -> str:
        """What the segment says."""
        return self.text[self.segment[0] : self.segment[1]]

    @property
    def share(self) -> float:
        """How much of its field the value is; 1 for a value that has a field for itself."""
        return min(1.0, (self.end - self.start) / max(1, len(self.text[self.field.start : self.field.end].strip())))

    @property
    def is_part_of_number(self) -> bool:
        """Whether its digits are some of a longer number's, a time's or a date's."""
        said = self.text[max(0, self.start - 2) : self.end + 2]
        return self.text[self.start : self.end].isdigit() and _PART_OF_NUMBER.search(said) is not None

    @property
    def is_document(self) -> bool:
        """Whether the text is one document, not a list of alternatives."""
        return not self.layout.is_list and len(self.text) <= _LONGEST_DOCUMENT

    @property
    def bounds(self) -> tuple[int, int]:
        """The range in which another value might be meant instead: the document, the record, or the field."""
        if self.is_document:
            return (0, len(self.text)) if self.outer == self.field else (self.outer.start, self.outer.end)
        return (self.record.start, self.record.end) if self.record else (self.outer.start, self.outer.end)

    @property
    def is_prose(self) -> bool:
        """Whether it is a small part of sentences."""
        return self.share < _PART and self.field.end - self.field.start > _LEAST_NESTED

    def near(self) -> Iterator[tuple[int, int]]:
        """The sentences before and after, inside the outer field."""
        start, end = self.segment
        if start - 2 > self.outer.start:
            left, right = segment_at(self.text, start - 2, start - 2, ends=ends_sentence)
            yield max(left, self.outer.start), min(right, start)
        if end + 2 < self.outer.end:
            left, right = segment_at(self.text, end + 2, end + 2, ends=ends_sentence)
            yield max(left, end), min(right, self.outer.end)


def place_of(source: Source, span: Span) -> Place | None:
    """Look at a span in its source; None where the source has no such text."""
    text = source.texts.get(span.path)
    if text is None or span.end > len(text):
        return None  # the id of the call was used again, for another output
    layout = layout_of(text)
    whole = Field(0, len(text), _key(span.path))
    outer = layout.at(span.start, span.end) or whole
    field, record = outer, layout.record_at(span.start, span.end)
    if outer.end - outer.start >= _LEAST_NESTED and outer is not whole:
        field, record, layout = _nested(plain(text), outer, span, record, layout)
    said = plain(text)
    left, right = segment_at(said, span.start, span.end, ends=ends_sentence)
    segment = max(left, min(field.start, span.start)), min(right, max(field.end, span.end))
    return Place(source, span.path, said, span.start, span.end, field, outer, segment, record, layout)


def _nested(
    text: str, outer: Field, span: Span, record: Record | None, layout: Layout
) -> tuple[Field, Record | None, Layout]:
    """Read the lines inside a member; what is not laid out there belongs to the record outside."""
    inner = text[outer.start : outer.end]
    if "\n" not in inner:
        return outer, record, layout
    inside = layout_of(inner)
    start, end = span.start - outer.start, span.end - outer.start
    field = inside.at(start, end)
    block = inside.record_at(start, end)
    if field is None or block is None:
        return outer, record, layout
    by = outer.start
    moved = Layout(
        tuple(Field(f.start + by, f.end + by, f.name) for f in inside.fields),
        tuple(Record(r.start + by, r.end + by, r.group) for r in inside.records),
    )
    return (
        Field(field.start + by, field.end + by, field.name),
        Record(block.start + by, block.end + by, block.group),
        moved,
    )


def _key(path: str) -> str:
    name = path.rpartition(".")[2].partition("[")[0]
    return "" if name in ("content", "text", "structured") or name.startswith("{") else name
