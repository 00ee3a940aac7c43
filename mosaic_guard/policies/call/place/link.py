"""Whether the user's words name the record that a value stands in: `Alice Miller` → {name, email}."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from mosaic_guard.policies.call.place import Place
from mosaic_guard.policies.call.place.layout import layout_of
from mosaic_guard.policies.call.place.layout.model import Record
from mosaic_guard.policies.call.place.shape import essence, of_kind, others
from mosaic_guard.policies.call.request import Request
from mosaic_guard.policies.call.request.terms import pairs, unframed
from mosaic_guard.policies.provenance.index import Source
from mosaic_guard.policies.provenance.vocabulary import COMMON
from mosaic_guard.policies.provenance.words import fold, visible, words
from mosaic_guard.policies.shapes import shape as shape_of
from mosaic_guard.verbs import WRITES
from mosaic_guard.verbs import words as name_words

_MOST_RIVALS: Final = 40
_LONGEST_VALUE: Final = 80
_LONGEST_RECORD: Final = 1500
_LONGEST_SOURCE: Final = 8000
_LEAST_SHARED: Final = 4
_MOST_APART: Final = 3
"""Words that make up the value of a twin."""
_LEAST_FIELDS: Final = 2
"""So many members, besides the value, that are not empty make a repetition tell something."""
_SELECTIVE: Final = 0.34
"""A word that more of the other records hold selects none of them."""
_PREFIX: Final = re.compile(r"[a-z]{3,12}(?=[_-])")
"""What a key is called by: `cus_7`, `price-12`."""


class Link(NamedTuple):
    """How far the user's words single a record out."""

    strength: float = 0.0
    """0 to 1: 1 where they give a whole other field of it."""
    rival: float = 0.0
    """The same for the best of the records that give another value."""


def link_of(request: Request, place: Place, used: Collection[str] = ()) -> Link:
    """Compare the record of a value with the user's words, and with its rivals; what the call uses, too, is none."""
    if place.record is None:
        return Link()
    value = fold(place.text[place.start : place.end])
    rivals = [r for _, r in zip(range(_MOST_RIVALS), place.layout.rivals(place.record), strict=False)]
    beside = [_words(place.text, r) for r in rivals]
    own = _strength(request, place, place.record, beside)
    if place.record.parent >= 0 and own < 1:
        own = max(own, *(_strength(request, place, r, []) for r in _parents(place)), 0.0)
    best = 1.0 if _has_twin(place, value, beside) or _is_repeated(place, rivals) else 0.0
    if request.is_plural and not of_kind(value, shape_of(value)):
        return Link(own, best)  # that several fit is what was asked for
    telling = _telling(request, place.text, place.record)
    for record, said in zip(rivals, beside, strict=True):
        if own < 1 and best < 1 and _whole_field(request, place, record) and _offers(place, record, value, used):
            best = 1.0
        if own > best and telling and telling <= said and _offers(place, record, value, used):
            best = max(best, _strength(request, place, record, [_words(place.text, place.record)]), own / 2)
    return Link(own, best)


def _offers(place: Place, record: Record, value: str, used: Collection[str]) -> bool:
    """Whether a record gives another value that could have been meant."""
    said = _said(place.text, record)
    if value in said:
        return False
    if place.field.name:
        fields = (field for field in place.layout.within(record) if field.name == place.field.name)
        return any(essence(place.text[field.start : field.end]) not in used for field in fields)
    kind = shape_of(value)
    if of_kind(value, kind):
        return others(place.text, record.start, record.end, value=value, shape=kind, used=used) > 0
    return not place.is_prose and any(c.isdigit() for c in said) >= any(c.isdigit() for c in value)


def contradicted(request: Request, place: Place, sources: Iterable[Source], argument: str = "") -> bool:
    """Whether another source gives another value for the same field of what the user names.

    What only tells of something else does not: what a change gave back about what it made, by another name; and the
    keys of another kind of thing, such as `price_1` from `list_prices`, where a `cus_7` is the customer.
    """
    value = fold(place.text[place.start : place.end])
    mine = _whole_fields(request, place, place.record) if place.record else frozenset[str]()
    for source in sources:
        if source is place.source:
            continue
        made = source.call is not None and not WRITES.isdisjoint(name_words(source.call.name)[:1])
        for text in source.texts.values():
            if len(text) > _LONGEST_SOURCE:
                continue
            for said, names in _given(request, place, text, value):
                is_other = made and bool(mine) and mine.isdisjoint(names)
                if not is_other and not _is_of_another_kind(value, argument, said, place.source, source):
                    return True
    return False


def _given(request: Request, place: Place, text: str, value: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Other values for the field that records named by the user give, and the names that they have."""
    layout = layout_of(text)
    for field in layout.fields:
        if not place.field.name or field.name != place.field.name:
            continue
        said = fold(text[field.start : field.end])
        record = layout.record_at(field.start, field.end)
        if said and value not in said and record is not None:
            there = replace(
                place, text=text, start=field.start, end=field.end, field=field, record=record, layout=layout
            )
            if names := _whole_fields(request, there, record):
                yield said, names


def _is_of_another_kind(value: str, argument: str, other: str, own: Source, source: Source) -> bool:
    """Whether each begins as the thing is called that it is a key of: here the argument, there what was looked up."""
    mine, theirs = _PREFIX.match(value), _PREFIX.match(other)
    if mine is None or theirs is None or source.call is None or own.call is None:
        return False
    asked, listed = name_words(argument), name_words(source.call.name)
    fits_here = _begins(mine[0], asked) and not _begins(mine[0], listed)
    # who writes a key into a mail can call it like the argument, not like what the mail was read by
    fits_here = fits_here and _begins(mine[0], name_words(own.call.name))
    return fits_here and _begins(theirs[0], listed) and not _begins(theirs[0], asked)


def _begins(prefix: str, names: Iterable[str]) -> bool:
    return any(name.startswith(prefix) for name in names)


def _has_twin(place: Place, value: str, others: list[frozenset[str]]) -> bool:
    """Whether another record says the same, but for the value."""
    own = _words(place.text, place.record) if place.record else frozenset()
    mine = own - frozenset(words(visible(value)))
    return len(mine) >= _LEAST_SHARED and any(mine < said and len(said - mine) <= _MOST_APART for said in others)


def _is_repeated(place: Place, rivals: Iterable[Record]) -> bool:
    """Whether another record has another value in this field, and the same in all others."""
    own = _members(place, place.record) if place.record else {}
    if place.field.name not in own or sum(map(bool, own.values())) <= _LEAST_FIELDS:
        return False
    others = (_members(place, rival) for rival in rivals)
    return any(
        there.keys() == own.keys() and [name for name in own if there[name] != own[name]] == [place.field.name]
        for there in others
    )


def _members(place: Place, record: Record) -> dict[str, str]:
    return {
        field.name: fold(place.text[field.start : min(field.end, field.start + _LONGEST_VALUE)]).strip()
        for field in place.layout.within(record)
    }


def _parents(place: Place) -> list[Record]:
    """The record that this one is a part of, where it is no list of alternatives."""
    record = place.record
    return [r for r in place.layout.records if record and r.start < record.start and record.end < r.end][-1:]


def _words(text: str, record: Record) -> frozenset[str]:
    said = unframed(_said(text, record))
    return frozenset(words(said)) | pairs(said)


def _said(text: str, record: Record) -> str:
    return visible(fold(text[record.start : min(record.end, record.start + _LONGEST_RECORD)]))


def _telling(request: Request, text: str, record: Record) -> frozenset[str]:
    return frozenset(word for word in _words(text, record) if word in request.weights)


def _strength(request: Request, place: Place, record: Record, others: list[frozenset[str]]) -> float:
    if _whole_field(request, place, record):
        return 1.0
    weight = sum(
        request.weights[word]
        for word in _telling(request, place.text, record)
        if sum(word in other for other in others) <= _SELECTIVE * len(others)
    )
    return min(0.9, 0.45 * weight)


def _whole_field(request: Request, place: Place, record: Record) -> bool:
    """Whether the user says the whole of another field of the record, or the label of this one."""
    return any(_said_fields(request, place, record))


def _whole_fields(request: Request, place: Place, record: Record) -> frozenset[str]:
    return frozenset(_said_fields(request, place, record))


def _said_fields(request: Request, place: Place, record: Record) -> Iterator[str]:
    for field in place.layout.within(record):
        mine = field.start <= place.start and place.end <= field.end
        text = field.name if mine else place.text[field.start : min(field.end, field.start + _LONGEST_VALUE + 1)]
        said = visible(fold(text.strip()))
        if mine and said in request.weights and request.weights[said] == 1.0:
            yield said
        if not mine and 2 < len(said) <= _LONGEST_VALUE and said not in COMMON and _names(said) and request.holds(said):
            yield said


def _names(said: str) -> bool:
    """A bare small number or one short word names nothing by itself."""
    return len(said) > 3 and not (said.isdigit() and len(said) < 4) and said not in ("true", "false", "none", "null")
