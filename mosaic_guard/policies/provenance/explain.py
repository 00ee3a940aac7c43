"""Whether a value is positively explained: by the user, the system prompt or a trusted tool."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from mosaic_guard.policies.provenance import addresses, dates, numbers
from mosaic_guard.policies.provenance.context import Use, supports
from mosaic_guard.policies.provenance.index import EXPLAINING, View
from mosaic_guard.policies.provenance.keys import MOMENT, NUMBER
from mosaic_guard.policies.provenance.locate import aligned, locations, whole_words
from mosaic_guard.policies.provenance.shapes import Shape, shape
from mosaic_guard.policies.provenance.vocabulary import COMMON
from mosaic_guard.policies.provenance.words import fold, is_unspaced, normal, tokens, unescaped, words
from mosaic_guard.text.segments import sentences
from mosaic_guard.trajectory import Origin

_TRIED: Final = 8
"""Passages read to see a value in its context."""
_SCATTERED: Final = 6
"""So many words may stand apart and still explain a name or title made of them; a longer one must stand as it is."""
_GROUPED: Final = 7
"""Characters from which an account number or id may be written in groups."""
_LONGEST_GROUP: Final = 12
_GAPS: Final = frozenset(" -./()+_'\u00a0\u202f")
_BEFORE: Final = re.compile(r"\d[A-Za-z]{0,4}[ \-./]$")
_AFTER: Final = re.compile(r"[ \-./][A-Za-z]{0,3}\d\w{2}")
_IN_PATHS: Final = frozenset("/.~-_")
_MOST_SENTENCES: Final = 64
_MOST_CHARS: Final = 20_000


def explained_by(view: View, value: str, use: Use) -> Origin | None:
    """Name the best origin that gives the value; None when none does."""
    if len(value) > _MOST_CHARS:
        return None
    readings = dict.fromkeys((value, unescaped(value)))
    for origin in EXPLAINING:
        if any(_given(view, origin, reading, use) for reading in readings):
            return origin
    return None


def _given(view: View, origin: Origin, value: str, use: Use) -> bool:
    folded = fold(value).strip()
    if numeric := _number_keys(value, folded):
        return _number(view, origin, folded, numeric, use)
    if parts := dates.whole(folded):
        return all(any(view.has(origin, MOMENT + key) for key in part) for part in parts)
    kind = shape(folded)
    if kind is Shape.URL:
        return addresses.url_given(folded, lambda part: _part(view, origin, part, use))
    if kind is Shape.PATH:
        return addresses.path_given(folded, lambda part: _token(view, origin, part)) or _literally(view, origin, folded)
    if kind in (Shape.EMAIL, Shape.HOST):
        return _token(view, origin, folded)
    if kind is Shape.CODE:
        return _token(view, origin, folded) or _written_apart(view, origin, folded)
    if kind is Shape.TEXT:
        return _text(view, origin, folded)
    return _words(view, origin, value, folded, use)


def _number_keys(value: str, folded: str) -> frozenset[str]:
    """A leading zero means a code, not a number."""
    is_code = folded[:1] == "0" and folded[1:2].isdecimal()
    return frozenset() if is_code else frozenset(NUMBER + key for key in numbers.whole(fold(value)))


def _number(view: View, origin: Origin, folded: str, keys: frozenset[str], use: Use) -> bool:
    known = [key for key in keys if view.has(origin, key)]
    if any(numbers.is_distinctive(key[1:]) for key in known):
        return True
    if not known:
        return _written_apart(view, origin, folded)
    if use.is_count and origin is Origin.USER and any(view.only_number(key) for key in known):
        return True
    return any(_in_context(view, origin, key, folded, use) for key in known)


def _in_context(view: View, origin: Origin, key: str, value: str, use: Use) -> bool:
    for passage in islice(view.holding(origin, [key]), _TRIED):
        text = passage.text
        if any(supports(text, start, end, use) for start, end in locations(text, value)):
            return True
    return False


def _token(view: View, origin: Origin, folded: str) -> bool:
    token = normal(folded)
    return bool(token) and view.has(origin, token)


def _part(view: View, origin: Origin, part: str, use: Use) -> bool:
    """A host, path segment or query value of a URL."""
    return _token(view, origin, part) or _given(view, origin, part, use)


def _written_apart(view: View, origin: Origin, folded: str) -> bool:
    """`DE89 3704 0044 …` for `DE8937040044…`, `login page` for `login-page`."""
    joined = "".join(words(folded))
    if not _GROUPED <= len(joined) <= 64:
        return False
    if view.has(origin, joined):
        return True
    for size in range(min(_LONGEST_GROUP, len(joined)), 0, -1):
        for passage in islice(view.holding(origin, [joined[:size]]), _TRIED):
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


def _words(view: View, origin: Origin, value: str, folded: str, use: Use) -> bool:
    parts = words(folded)
    if not parts or len(parts) > 64:
        return False
    if len(parts) == 1 and not is_unspaced(parts[0]):
        return _word(view, origin, value.strip(), parts[0], use)
    if any(is_unspaced(part) for part in parts):
        return _phrase(view, origin, folded)
    significant = [part for part in parts if part not in COMMON]
    scattered = 0 < len(significant) <= _SCATTERED and not any(part.isdecimal() for part in significant)
    needed = {*significant, *tokens(folded)}
    return (scattered and all(view.has(origin, key) for key in needed)) or _phrase(view, origin, folded)


def _word(view: View, origin: Origin, value: str, word: str, use: Use) -> bool:
    if not view.has(origin, word):
        return False
    if word not in COMMON and (len(word) > 2 or any(c.isdigit() for c in word)):
        return True
    return _in_context(view, origin, word, value, use)


def _phrase(view: View, origin: Origin, folded: str) -> bool:
    """Whether the words stand in one text in this order, whatever is between them; addresses stand as they are."""
    parts = words(folded)
    if not parts or not all(view.has(origin, part) for part in parts):
        return False
    if not all(
        view.has(origin, token) for token in tokens(folded) if shape(token) in (Shape.EMAIL, Shape.URL, Shape.HOST)
    ):
        return False
    rarest = sorted(set(parts), key=lambda part: view.frequency(origin, part))[:3]
    wanted = f" {' '.join(parts)} "
    return any(
        wanted in f" {' '.join(words(fold(unescaped(passage.text))))} "
        for passage in islice(view.holding(origin, rarest), _TRIED)
    )


def _literally(view: View, origin: Origin, folded: str) -> bool:
    """Whether a path with spaces in it stands in a text as it is."""
    parts, wanted = set(words(folded)), folded.replace("\\", "/")
    if " " not in folded or not all(view.has(origin, part) for part in parts):
        return False
    for passage in islice(view.holding(origin, parts), _TRIED):
        text = fold(passage.text).replace("\\", "/")
        if any(text[max(0, start - 1) : start] not in _IN_PATHS for start, _ in whole_words(text, wanted)):
            return True
    return False


def _text(view: View, origin: Origin, folded: str) -> bool:
    if _phrase(view, origin, folded):
        return True
    parts = [folded[start:end] for start, end in islice(sentences(folded), _MOST_SENTENCES + 1)]
    return len(parts) <= _MOST_SENTENCES and all(_phrase(view, origin, part) for part in parts)
