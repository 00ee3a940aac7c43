"""Whether a text holds a value of several parts: words in order, a path with spaces, a number written in groups."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from mosaic_guard.policies.provenance.index import Voice
from mosaic_guard.policies.provenance.locate import aligned, whole_words
from mosaic_guard.policies.provenance.reading import Reading
from mosaic_guard.policies.provenance.words import fold, tokens, unescaped, words
from mosaic_guard.policies.shapes import Shape, shape

_TRIED: Final = 8
"""Passages read to look for a value."""
_GROUPED: Final = range(7, 65)
"""Characters of an account number or id that may be written in groups."""
_LONGEST_GROUP: Final = 12
_GAPS: Final = frozenset(" -./()+_'\u00a0\u202f")
_BEFORE: Final = re.compile(r"\d[A-Za-z]{0,4}[ \-./]$")
_AFTER: Final = re.compile(r"[ \-./][A-Za-z]{0,3}\d\w{2}")
_IN_PATHS: Final = frozenset("/.~-_")
_ADDRESSES: Final = frozenset([Shape.EMAIL, Shape.URL, Shape.HOST])


def phrase(voice: Voice, folded: str) -> bool:
    """Whether the words stand in one text in this order, whatever is between them; addresses stand as they are."""
    parts = words(folded)
    if not parts or not voice.has_all(parts):
        return False
    if not voice.has_all(token for token in tokens(folded) if shape(token) in _ADDRESSES):
        return False
    rarest = sorted(set(parts), key=voice.frequency)[:3]
    wanted = f" {' '.join(parts)} "
    return any(
        wanted in f" {' '.join(words(fold(unescaped(passage.text))))} "
        for passage in islice(voice.holding(rarest), _TRIED)
    )


def literally(voice: Voice, reading: Reading) -> bool:
    """Whether a path with spaces in it stands in a text as it is."""
    if " " not in reading.folded or not voice.has_all(reading.words):
        return False
    wanted = reading.folded.replace("\\", "/")
    for passage in islice(voice.holding(frozenset(reading.words)), _TRIED):
        text = fold(passage.text).replace("\\", "/")
        if any(text[max(0, start - 1) : start] not in _IN_PATHS for start, _ in whole_words(text, wanted)):
            return True
    return False


def written_apart(voice: Voice, reading: Reading) -> bool:
    """`DE89 3704 0044 …` for `DE8937040044…`, `login page` for `login-page`."""
    joined = "".join(reading.words)
    if len(joined) not in _GROUPED:
        return False
    if voice.has(joined):
        return True
    firsts = (joined[:size] for size in range(min(_LONGEST_GROUP, len(joined)), 0, -1))
    for first in filter(voice.has, firsts):
        for passage in islice(voice.holding([first]), _TRIED):
            text = passage.text
            if any(not _goes_on(text, *place) for place in aligned(text, joined, _is_grouping)):
                return True
    return False


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the place is only a part of a longer number in groups."""
    before, after = _BEFORE.search(text[max(0, start - 8) : start]), _AFTER.match(text[end : end + 8])
    return before is not None or after is not None


def _is_grouping(gap: str) -> bool:
    return 0 < len(gap) <= 2 and _GAPS.issuperset(gap)
