"""The other values that a value could be mistaken for, and whether the user's words tell it from them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from mosaic_guard.policies.call.place import Place
from mosaic_guard.policies.call.place.kin import kin, kind_of
from mosaic_guard.policies.call.place.layout import Layout, layout_of
from mosaic_guard.policies.call.place.names import kind_of_name, others_named
from mosaic_guard.policies.call.place.plain import plain
from mosaic_guard.policies.call.place.shape import essence
from mosaic_guard.policies.call.request import Request
from mosaic_guard.policies.call.request.terms import pairs, term, unframed
from mosaic_guard.policies.provenance.index import Source
from mosaic_guard.policies.provenance.words import fold, words

_AROUND: Final = 8000
"""Characters before and after a value in which others are looked for."""
_NEAR: Final = 120
"""Characters beside a value that may say whose it is."""
_MOST: Final = 40
_FIELD: Final = 0.5
_LEAST_ALIKE: Final = 6
"""Letters and digits from which likeness is no chance."""

Range = tuple[int, int]


class Rivals(NamedTuple):
    """What is known of them; each as `Evidence` has it, and nothing where there are none."""

    here: float = 0.0
    elsewhere: float = 0.0
    apart: float = 0.5
    twin: float = 0.0
    confirmed: float = 0.0
    given: float = 0.0


def rivals_of(request: Request, place: Place, in_use: Collection[str], sources: Iterable[Source]) -> Rivals:
    """Look for them where the value stands, in the newest outputs, and in the request; `in_use`: what the call uses."""
    said = place.text[place.start : place.end]
    value, kind = essence(said), kind_of(said)
    used = {value, *in_use}
    left, right = max(0, place.start - _AROUND), min(len(place.text), place.end + _AROUND)
    spans = {*(kin(place.text, kind, left, right) if kind else ()), *_of_one_name(place)}
    others = [span for span in spans if not _is_same(essence(place.text[slice(*span)]), used)]
    others = sorted(others, key=lambda span: abs(span[0] - place.start))[:_MOST]
    own = (place.start, place.end)
    ordered = sorted({*others, own})
    found = _contexts(place.text, place.layout, ordered)
    contexts = [found.pop(ordered.index(own)), *found]
    looks = {essence(place.text[slice(*span)]) for span in others}
    abroad, there, is_there = _abroad(place, kind, said, used, sources)
    mine, *beside = [_telling(request, context) for context in (*contexts, *abroad)]
    return Rivals(
        here=len(looks) / (len(looks) + 2),
        elsewhere=len(there) / (len(there) + 2),
        apart=_apart(request, mine, beside),
        twin=max((_alike(value, other) for other in looks | there), default=0.0),
        confirmed=float(is_there),
        given=float(any(not _is_same(essence(one), used) for one in _given(request.text, said))),
    )


def _given(request: str, said: str) -> list[str]:
    """What a request gives of a value's kind."""
    if kind_of_name(said.strip()):
        return others_named(request, said)
    kind = kind_of(said)
    return [request[slice(*at)] for at in kin(request, kind, 0, len(request))] if kind else []


def _is_same(one: str, used: Collection[str]) -> bool:
    return one in used or any(
        len(other) >= _LEAST_ALIKE <= len(one) and (one in other or other in one) for other in used
    )


def _of_one_name(place: Place) -> list[Range]:
    """Fields that are called like the one which the value fills."""
    name = place.field.name
    if not name or place.share <= _FIELD:
        return []
    fields = place.layout.between(max(0, place.start - _AROUND), place.end + _AROUND)
    return [(f.start, f.end) for f in fields if f.name == name and 0 < f.end - f.start <= _NEAR]


def _contexts(text: str, layout: Layout, spans: Sequence[Range]) -> list[str]:
    """What stands by each of them, no further than its neighbours, its lines and its record."""
    found: list[str] = []
    starts = [record.start for record in layout.records]
    for at, (start, end) in enumerate(spans):
        first, last = max(0, start - _NEAR), min(len(text), end + _NEAR)
        number = bisect_right(starts, start) - 1
        if number >= 0 and (record := layout.records[number]).end >= end:
            first, last = max(first, record.start), min(last, record.end)
        if at and (before := spans[at - 1][1]) > first:
            first = max(before, text.rfind("\n", before, start) + 1)
        if at + 1 < len(spans) and (after := spans[at + 1][0]) < last:
            line = text.find("\n", end, after)
            last = after if line < 0 else line
        found.append(f"{text[first:start]} {text[end:last]}")
    return found


def _abroad(
    place: Place, kind: re.Pattern[str] | None, said: str, used: Collection[str], sources: Iterable[Source]
) -> tuple[list[str], set[str], bool]:
    """What stands by those in other outputs, what they are, and whether the value is there, too."""
    contexts: list[str] = []
    looks: set[str] = set()
    is_there = False
    for raw in (raw for source in sources if source is not place.source for raw in source.texts.values()):
        text = plain(raw)[:_AROUND]
        is_there = is_there or (len(said) >= _LEAST_ALIKE and said in text)
        if kind is not None:
            spans = [s for s in kin(text, kind, 0, len(text)) if not _is_same(essence(text[slice(*s)]), used)][:_MOST]
            looks |= {essence(text[slice(*span)]) for span in spans}
            contexts += _contexts(text, layout_of(raw), spans)
    return contexts, looks, is_there


def _telling(request: Request, context: str) -> frozenset[str]:
    folded = fold(unframed(context))
    said = words(folded)
    found = {*filter(request.terms.__contains__, said), *filter(request.terms.__contains__, map(term, said))}
    return frozenset(found.union(filter(request.terms.__contains__, pairs(folded))))


def _apart(request: Request, mine: frozenset[str], others: Sequence[frozenset[str]]) -> float:
    """Compare what tells; a term that stands by most of them tells nothing."""
    if not others:
        return 0.5
    common = Counter(term for said in (mine, *others) for term in said)
    most = max(1, (len(others) + 1) // 2)

    def told(said: frozenset[str]) -> float:
        return sum(request.terms[term] for term in said if common[term] <= most)

    own, best = told(mine), max(map(told, others))
    return own / (own + best) if own + best else 0.5


def _alike(one: str, other: str) -> float:
    """The share of letters that both begin and end with."""
    least, most = sorted((len(one), len(other)))
    if least < _LEAST_ALIKE:
        return 0.0
    pairs = zip(one, other, strict=False)
    head = next((at for at, (a, b) in enumerate(pairs) if a != b), least)
    back = zip(reversed(one[head:]), reversed(other[head:]), strict=False)
    tail = next((at for at, (a, b) in enumerate(back) if a != b), least - head)
    return (head + tail) / most
