"""Where untrusted text carries a value: the place, and the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from mosaic_guard.assessment import Span
from mosaic_guard.policies.provenance import addresses, dates, numbers
from mosaic_guard.policies.provenance.corpus import Passage
from mosaic_guard.policies.provenance.index import View
from mosaic_guard.policies.provenance.keys import MOMENT, NUMBER
from mosaic_guard.policies.provenance.locate import locate, locations
from mosaic_guard.policies.provenance.shapes import LONG, Shape, shape
from mosaic_guard.policies.provenance.words import fold, normal, words
from mosaic_guard.text.segments import segment_at
from mosaic_guard.trajectory import Origin

MAX_SEGMENT: Final = 300
MAX_CARRIERS: Final = 32
_TRIED: Final = 16
_GRAM: Final = 5
_STRIDE: Final = 3
_MOST_GRAMS: Final = 2000


class Found(NamedTuple):
    """A place that carries a value."""

    span: Span
    segment: str


def find(view: View, value: str) -> Found | None:
    """Find the newest untrusted place that carries the value, or its most telling part."""
    for part in _parts(value):
        for passage in islice(_candidates(view, part), _TRIED):
            place = locate(passage.text, part)
            if place:
                return _found(passage, *place)
    return _scattered(view, value) or _largest_overlap(view, value)


def carriers(view: View, value: str) -> tuple[Span, ...]:
    """List the untrusted places that carry the whole value, newest source first, `MAX_CARRIERS` at most."""
    spans = (
        _found(passage, *place).span
        for passage in islice(_candidates(view, value), MAX_CARRIERS)
        for place in locations(passage.text, value)
    )
    return tuple(islice(dict.fromkeys(spans), MAX_CARRIERS))


def _candidates(view: View, value: str) -> Iterator[Passage]:
    folded = fold(value).strip()
    for key in numbers.whole(folded):
        yield from view.holding(Origin.UNTRUSTED, [NUMBER + key])
    for key in next(iter(dates.whole(folded)), ()):
        yield from view.holding(Origin.UNTRUSTED, [MOMENT + key])
    token = normal(folded)
    if token:
        yield from view.holding(Origin.UNTRUSTED, [token])
    parts = list(dict.fromkeys(words(folded)))[:_MOST_GRAMS]
    if parts:
        yield from view.holding(Origin.UNTRUSTED, parts)
    joined = "".join(parts)
    if 7 <= len(joined) <= 64 and len(parts) == 1:
        for size in range(len(joined) - 1, 1, -1):
            yield from view.holding(Origin.UNTRUSTED, [joined[:size]])


def _parts(value: str) -> Iterator[str]:
    """The value, then what it is made of, where each part names something by itself."""
    yield value
    kind = shape(value)
    if kind is Shape.URL:
        try:
            url = urlsplit(value)
        except ValueError:  # no parts can be told
            return
        tail = list(addresses.pieces(url.path, url.query, url.fragment))[:64]
        yield from sorted((part for part in tail if len(part) > 3), key=len, reverse=True)
        yield url.netloc
    elif kind is Shape.PATH:
        yield value.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _scattered(view: View, value: str) -> Found | None:
    """The longest word of a name whose words all stand in one text, in whatever order."""
    parts = sorted(set(words(fold(value))), key=lambda word: (-len(word), word))
    if not 2 <= len(parts) <= _GRAM or len(parts[0]) < 3:
        return None
    for passage in islice(view.holding(Origin.UNTRUSTED, parts), _TRIED):
        place = locate(passage.text, parts[0])
        if place:
            return _found(passage, *place)
    return None


def _largest_overlap(view: View, value: str) -> Found | None:
    """The longest run of the value's words that an untrusted text holds, at least five of them."""
    parts = words(fold(value))
    if len(parts) < _GRAM:
        return None
    for at in list(range(0, len(parts) - _GRAM + 1, _STRIDE))[:_MOST_GRAMS]:
        gram = parts[at : at + _GRAM]
        for passage in islice(view.holding(Origin.UNTRUSTED, set(gram)), 4):
            place = locate(passage.text, " ".join(gram))
            if place:
                return _found(passage, *_grown(passage.text, place, parts[at + _GRAM :]))
    return None


def _grown(text: str, place: tuple[int, int], following: list[str]) -> tuple[int, int]:
    """Carry a match on for as long as the words agree."""
    start, end = place
    for word in following[: 20 * LONG]:
        at = fold(text[end : end + len(word) + 6]).find(word)
        if at < 0 or len(words(fold(text[end : end + at]))) > 0:
            break
        end += at + len(word)
    return start, min(end, len(text))


def _found(passage: Passage, start: int, end: int) -> Found:
    start, end = passage.start + start, passage.start + end
    left, right = segment_at(passage.whole, start, end)
    if right - left > MAX_SEGMENT:
        room = max(0, MAX_SEGMENT - (end - start)) // 2
        left, right = max(left, start - room), min(right, start - room + MAX_SEGMENT)
    return Found(Span(passage.source, passage.path, start, end), passage.whole[left:right])
