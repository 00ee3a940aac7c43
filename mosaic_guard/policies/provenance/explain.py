"""Whether a value is positively explained: by the user, the system prompt or a trusted tool."""

from __future__ import annotations

from itertools import islice
from typing import Final

from mosaic_guard.policies.provenance import addresses, numbers
from mosaic_guard.policies.provenance.context import Use, supports
from mosaic_guard.policies.provenance.index import EXPLAINING, View, Voice
from mosaic_guard.policies.provenance.locate import locations
from mosaic_guard.policies.provenance.phrases import literally, phrase, written_apart
from mosaic_guard.policies.provenance.reading import Reading, read
from mosaic_guard.policies.provenance.vocabulary import COMMON
from mosaic_guard.policies.provenance.words import is_unspaced, normal, tokens, unescaped
from mosaic_guard.policies.shapes import Shape
from mosaic_guard.text.segments import sentences
from mosaic_guard.trajectory import Origin

_TRIED: Final = 8
"""Passages read to see a value in its context."""
_SCATTERED: Final = 6
"""So many words may stand apart and still explain a name or title made of them; a longer one must stand as it is."""
_MOST_WORDS: Final = 64
_MOST_SENTENCES: Final = 64
_MOST_CHARS: Final = 20_000


def explained_by(view: View, reading: Reading, use: Use) -> Origin | None:
    """Name the best origin that gives the value; None when none does."""
    if len(reading.value) > _MOST_CHARS:
        return None
    plain = unescaped(reading.value)
    readings = [reading] if plain == reading.value else [reading, read(plain)]
    for origin in EXPLAINING:
        voice = view.voice(origin)
        if voice and any(_given(voice, one, use) for one in readings):
            return origin
    return None


def _given(voice: Voice, reading: Reading, use: Use) -> bool:
    if reading.numbers and not reading.is_code:
        return _number(voice, reading, use)
    if reading.moments:
        return all(any(voice.has(key) for key in part) for part in reading.moments)
    match reading.shape:
        case Shape.URL | Shape.HOST if reading.shape is Shape.URL or "/" in reading.folded:
            url = reading.folded
            return addresses.url_given(url, lambda part: _part(voice, part, use, shorter_than=len(url)))
        case Shape.PATH:
            given = addresses.path_given(reading.folded, lambda part: _token(voice, normal(part)))
            return given or literally(voice, reading)
        case Shape.EMAIL | Shape.HOST:
            return _token(voice, reading.token)
        case Shape.CODE:
            return _token(voice, reading.token) or written_apart(voice, reading)
        case Shape.TEXT:
            return _text(voice, reading)
        case Shape.WORDS:
            return _words(voice, reading, use)


def _number(voice: Voice, reading: Reading, use: Use) -> bool:
    known = [key for key in reading.numbers if voice.has(key)]
    if any(numbers.is_distinctive(key[1:]) for key in known):
        return True
    if not known:
        return not any(key[1:].startswith("-") for key in reading.numbers) and written_apart(voice, reading)
    if use.is_count and any(voice.only_number(key) for key in known):
        return True
    return any(_in_context(voice, key, reading, use) for key in known)


def _in_context(voice: Voice, key: str, reading: Reading, use: Use) -> bool:
    for passage in islice(voice.holding([key]), _TRIED):
        text = passage.text
        if any(supports(text, start, end, use) for start, end in locations(text, reading)):
            return True
    return False


def _token(voice: Voice, token: str) -> bool:
    return bool(token) and voice.has(token)


def _part(voice: Voice, part: str, use: Use, *, shorter_than: int) -> bool:
    """A host, path segment or query value of a URL: maybe a URL itself, of which nothing is left out but its scheme."""
    return _token(voice, normal(part)) or (len(part) < shorter_than and _given(voice, read(part), use))


def _words(voice: Voice, reading: Reading, use: Use) -> bool:
    parts = reading.words
    if not parts or len(parts) > _MOST_WORDS:
        return False
    if len(parts) == 1 and not is_unspaced(parts[0]):
        return _word(voice, parts[0], reading, use)
    if any(is_unspaced(part) for part in parts):
        return phrase(voice, reading.folded)
    significant = [part for part in parts if part not in COMMON]
    scattered = 0 < len(significant) <= _SCATTERED and not any(part.isdecimal() for part in significant)
    return (scattered and voice.has_all({*significant, *tokens(reading.folded)})) or phrase(voice, reading.folded)


def _word(voice: Voice, word: str, reading: Reading, use: Use) -> bool:
    if not voice.has(word):
        return False
    if word not in COMMON and (len(word) > 2 or any(c.isdigit() for c in word)):
        return True
    return _in_context(voice, word, reading, use)


def _text(voice: Voice, reading: Reading) -> bool:
    if phrase(voice, reading.folded):
        return True
    folded = reading.folded
    parts = [folded[start:end] for start, end in islice(sentences(folded), _MOST_SENTENCES + 1)]
    return len(parts) <= _MOST_SENTENCES and all(phrase(voice, part) for part in parts)
