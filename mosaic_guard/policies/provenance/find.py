"""Where untrusted text carries a value: the place, and the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from mosaic_guard.assessment import Span
from mosaic_guard.policies.provenance import addresses
from mosaic_guard.policies.provenance.corpus import Passage
from mosaic_guard.policies.provenance.index import View, Voice
from mosaic_guard.policies.provenance.locate import locate, locations
from mosaic_guard.policies.provenance.reading import Reading, read
from mosaic_guard.policies.provenance.words import fold, words
from mosaic_guard.policies.shapes import Shape
from mosaic_guard.text.segments import segment_at
from mosaic_guard.trajectory import Origin

MAX_SEGMENT: Final = 300
MAX_CARRIERS: Final = 32
_TRIED: Final = 16
_LONGEST_GROUP: Final = 12
_GRAM: Final = 5
_STRIDE: Final = 3
_MOST_GRAMS: Final = 2000
_NEWEST: Final = 6
_MOST_SPOKEN: Final = 24
"""Passages compared with a long value, to bound what one check may cost."""
_MOST_GROWN: Final = 240


class Found(NamedTuple):
    """A place that carries a value."""

    span: Span
    segment: str


def find(view: View, reading: Reading) -> Found | None:
    """Find the newest untrusted place that carries the value, or its most telling part."""
    voice = view.voice(Origin.UNTRUSTED)
    if not voice:
        return None
    whole = _carried(voice, reading)
    if whole:
        return whole
    parts = (_carried(voice, read(part)) for part in _parts(reading))
    return next(filter(None, parts), None) or _scattered(voice, reading) or _largest_overlap(voice, reading)


def carriers(view: View, value: str) -> tuple[Span, ...]:
    """List the untrusted places that carry the whole value, newest source first, `MAX_CARRIERS` at most."""
    reading = read(value)
    spans = (
        _found(passage, *place).span
        for passage in islice(_candidates(view.voice(Origin.UNTRUSTED), reading), MAX_CARRIERS)
        for place in locations(passage.text, reading)
    )
    return tuple(islice(dict.fromkeys(spans), MAX_CARRIERS))


def _carried(voice: Voice, reading: Reading) -> Found | None:
    for passage in islice(_candidates(voice, reading), _TRIED):
        place = locate(passage.text, reading)
        if place:
            return _found(passage, *place)
    return None


def _candidates(voice: Voice, reading: Reading) -> Iterator[Passage]:
    """Passages that may carry a value, by each of the keys it may be indexed under."""
    for key in (*reading.numbers, *(key for part in reading.moments[:1] for key in part), reading.token):
        if key:
            yield from voice.holding([key])
    parts = frozenset(reading.words[:_MOST_GRAMS])
    if parts and parts != {reading.token}:
        yield from voice.holding(parts)
    joined = "".join(reading.words)
    if reading.shape is Shape.CODE and 7 <= len(joined) <= 64:
        for first in filter(voice.has, (joined[:size] for size in range(_LONGEST_GROUP, 1, -1))):
            yield from voice.holding([first])


def _parts(reading: Reading) -> Iterator[str]:
    """What a value is made of, where each part names something by itself."""
    value = reading.value.strip()
    if reading.shape is Shape.URL or (reading.shape is Shape.HOST and "/" in value):
        try:
            url = urlsplit(value if "://" in value else f"//{value}")
        except ValueError:  # no parts can be told
            return
        tail = list(islice(addresses.pieces(url.path, url.query, url.fragment), 64))
        yield from sorted((part for part in tail if len(part) > 3), key=len, reverse=True)
        yield url.netloc
    elif reading.shape is Shape.PATH:
        yield value.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _scattered(voice: Voice, reading: Reading) -> Found | None:
    """The longest word of a name whose words all stand in one text, in whatever order."""
    parts = sorted(set(reading.words), key=lambda word: (-len(word), word))
    if not 2 <= len(parts) <= _GRAM or len(parts[0]) < 3:
        return None
    for passage in islice(voice.holding(parts), _TRIED):
        place = locate(passage.text, read(parts[0]))
        if place:
            return _found(passage, *place)
    return None


def _largest_overlap(voice: Voice, reading: Reading) -> Found | None:
    """The first run of the value's words that an untrusted text holds, at least five of them."""
    parts, spoken = reading.words, dict[Passage, str]()
    for at in range(0, len(parts) - _GRAM + 1, _STRIDE)[:_MOST_GRAMS]:
        gram = parts[at : at + _GRAM]
        wanted = f" {' '.join(gram)} "
        for passage in voice.holding(frozenset(gram), tried=_NEWEST):
            if passage not in spoken and len(spoken) < _MOST_SPOKEN:
                spoken[passage] = f" {' '.join(words(fold(passage.text)))} "
            if wanted in spoken.get(passage, ""):
                place = locate(passage.text, read(wanted))
                return _found(passage, *_grown(passage.text, place, parts[at + _GRAM :])) if place else None
    return None


def _grown(text: str, place: tuple[int, int], following: Sequence[str]) -> tuple[int, int]:
    """Carry a match on for as long as the words agree."""
    start, end = place
    for word in following[:_MOST_GROWN]:
        at = fold(text[end : end + len(word) + 6]).find(word)
        if at < 0 or words(fold(text[end : end + at])):
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
