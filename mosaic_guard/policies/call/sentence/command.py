"""Sentences in untrusted text that may ask for what a tool does."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from mosaic_guard.policies.call.place.layout import layout_of
from mosaic_guard.policies.call.place.plain import plain
from mosaic_guard.policies.kinds import kinds_of_request, kinds_of_tool
from mosaic_guard.policies.provenance.index import Source
from mosaic_guard.policies.provenance.vocabulary import COMMON, READING
from mosaic_guard.policies.provenance.words import fold, visible, words
from mosaic_guard.text.segments import sentences
from mosaic_guard.verbs import words as name_words

_MOST: Final = 64_000
_MOST_SENTENCES: Final = 1000
_NEWEST: Final = 6
"""Sources looked at: what a check costs does not grow with the run."""
_VAGUE: Final = frozenset({"change", "make"})
"""Kinds whose verbs stand in every second sentence; they count where a tool has no other."""


class Sentence(NamedTuple):
    """One sentence, and what tells what it asks for."""

    start: int
    end: int
    words: frozenset[str]
    kinds: frozenset[str]


@lru_cache(maxsize=64)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text as it stands, no further than what is laid out there."""
    layout, said_in = layout_of(text), plain(text[:_MOST])
    fields = layout.fields if layout.is_whole else ((0, len(said_in)),)
    places = (place for field in fields for place in sentences(said_in, field[0], field[1]))
    found: list[Sentence] = []
    for start, end in islice(places, _MOST_SENTENCES):
        said = visible(fold(said_in[start:end]))
        if len(parts := frozenset(words(said))) > 2:
            found.append(Sentence(start, end, parts, kinds_of_request(said)))
    return tuple(found)


class _Wanted(NamedTuple):
    kinds: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=512)
def _wanted(tool: str) -> _Wanted:
    kinds = kinds_of_tool(tool)
    named = frozenset(word for word in name_words(tool) if len(word) > 2) - COMMON - READING
    return _Wanted(kinds - _VAGUE or kinds, named)


def asks(tool: str, sentence: str) -> bool:
    """Whether a sentence holds a verb for what the tool does, or all that its name says."""
    said = visible(fold(sentence))
    return _asks(_wanted(tool), kinds_of_request(said), frozenset(words(said)))


def _asks(wanted: _Wanted, kinds: frozenset[str], said: frozenset[str]) -> bool:
    return not wanted.kinds.isdisjoint(kinds) or (bool(wanted.words) and wanted.words <= said)


def commands(tool: str, sources: Iterator[Source]) -> Iterator[tuple[str, Sentence]]:
    """Yield the sentences of the newest sources that may ask for what the tool does, with their texts as they stand."""
    wanted = _wanted(tool)
    for _, source in zip(range(_NEWEST), sources, strict=False):
        for text in source.texts.values():
            for sentence in sentences_of(text):
                if _asks(wanted, sentence.kinds, sentence.words):
                    yield text, sentence
