"""Where in a text a value stands, in whichever spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Final

from mosaic_guard.policies.provenance import dates, numbers
from mosaic_guard.policies.provenance.keys import MOMENT, NUMBER
from mosaic_guard.policies.provenance.reading import Reading
from mosaic_guard.policies.provenance.words import fold, is_unspaced, word_spans, words
from mosaic_guard.text.defanged import refanged
from mosaic_guard.text.escapes import unescape
from mosaic_guard.text.fold import fold as unmask
from mosaic_guard.text.mapped import Mapped

MOST: Final = 50
"""Occurrences looked at in one text."""

Range = tuple[int, int]


def locate(text: str, reading: Reading) -> Range | None:
    """Find the first place where a text gives a value, spelled in any way; None when it does not."""
    return next(locations(text, reading), None)


def locations(text: str, reading: Reading) -> Iterator[Range]:
    """Find the places where a text gives a value: in its own spelling, or else in the others."""
    seen: set[Range] = set()
    for finder in (_plainly, _as_number, _as_moment, _as_words, _in_disguise):
        for place in finder(text, reading):
            if place not in seen and len(seen) < MOST:
                seen.add(place)
                yield place
        if seen:
            return


def whole_words(text: str, needle: str) -> Iterator[Range]:
    """Find a string where no word is cut."""
    at = text.find(needle) if needle else -1
    for _ in range(MOST):
        if at < 0:
            return
        end = at + len(needle)
        if not _continues(text, at - 1, at) and not _continues(text, end, end - 1):
            yield at, end
        at = text.find(needle, end)


def _continues(text: str, outside: int, inside: int) -> bool:
    if not (0 <= outside < len(text) and text[outside].isalnum() and text[inside].isalnum()):
        return False
    return not (is_unspaced(text[outside]) or is_unspaced(text[inside]))


def _plainly(text: str, reading: Reading) -> Iterator[Range]:
    return _spelled_so(text, reading.value.strip())


def _spelled_so(text: str, value: str) -> Iterator[Range]:
    yield from whole_words(text, value)
    yield from whole_words(lowered(text), value.lower())


def lowered(text: str) -> str:
    """Put a text in lower case, unless that moves its characters."""
    low = text.lower()
    return low if len(low) == len(text) else text


def _as_number(text: str, reading: Reading) -> Iterator[Range]:
    if reading.numbers:
        yield from ((n.start, n.end) for n in numbers.numbers(lowered(text)) if NUMBER + n.key in reading.numbers)


def _as_moment(text: str, reading: Reading) -> Iterator[Range]:
    if reading.moments:
        yield from ((m.start, m.end) for m in dates.moments(lowered(text)) if MOMENT + m.key in reading.moments[0])


def _as_words(text: str, reading: Reading) -> Iterator[Range]:
    return aligned(text, "".join(reading.words), _any_gap)


def _any_gap(gap: str) -> bool:
    return len(gap) <= 4


def aligned(text: str, target: str, allowed: Callable[[str], bool]) -> Iterator[Range]:
    """Find whole words that follow each other and, written together, make up the target; `allowed` judges each gap."""
    spans = word_spans(text)
    low = text.lower()
    parts = [low[a:b] if low.isascii() else "".join(words(fold(text[a:b]))) for a, b in spans]
    joined = "".join(parts)
    at = joined.find(target) if target else -1
    if at < 0:
        return
    starts = {offset: i for i, offset in enumerate(accumulate((len(p) for p in parts), initial=0))}
    for _ in range(MOST):
        if at < 0:
            return
        first, last = starts.get(at), starts.get(at + len(target))
        if first is not None and last is not None:
            gaps = (text[spans[i][1] : spans[i + 1][0]] for i in range(first, last - 1))
            if all(allowed(gap) for gap in gaps):
                yield spans[first][0], spans[last - 1][1]
        at = joined.find(target, at + 1)


def _in_disguise(text: str, reading: Reading) -> Iterator[Range]:
    mapped = refanged(unescape(unmask(Mapped(text))))
    if mapped.source is not None:
        plain = refanged(unescape(unmask(Mapped(reading.value.strip())))).text
        yield from (mapped.span(*place) for place in _spelled_so(mapped.text, plain))
        yield from (mapped.span(*place) for place in aligned(mapped.text, "".join(words(fold(plain))), _any_gap))
