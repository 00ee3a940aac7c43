"""Sentences in untrusted text that ask for an act: which kinds of it, and where."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from mosaic_guard.policies.call.plain import plain
from mosaic_guard.policies.necessity import EITHER, VERBS, WITH_MONEY, kinds_of_tool
from mosaic_guard.policies.provenance.index import Source
from mosaic_guard.policies.provenance.words import fold, visible, words
from mosaic_guard.text.segments import sentences
from mosaic_guard.verbs import words as name_words

_MOST: Final = 64_000
_MOST_SENTENCES: Final = 1000
_NEWEST: Final = 6
"""Sources looked at: what cost does not grow with the run."""


class Sentence(NamedTuple):
    """One sentence that may ask for something, and the verbs and nouns in it."""

    start: int
    end: int
    words: frozenset[str]


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    for (start, end), _ in zip(sentences(text[:_MOST]), range(_MOST_SENTENCES), strict=False):
        said = frozenset(words(visible(fold(text[start:end]))))
        if len(said) > 2 and not said.isdisjoint(_ACTS):
            found.append(Sentence(start, end, said))
    return tuple(found)


_ACTS: Final = frozenset[str]().union(*VERBS.values(), EITHER, WITH_MONEY)


@lru_cache(maxsize=512)
def verbs_of(tool: str) -> frozenset[str]:
    """The words by which somebody asks for what a tool does."""
    kinds = kinds_of_tool(tool)
    found = frozenset[str]().union(*(VERBS[kind] for kind in kinds if kind in VERBS))
    found |= {word for word, asked in EITHER.items() if kinds.intersection(asked)}
    if "pay" in kinds:
        found |= WITH_MONEY
    return found | {word for word in name_words(tool) if word in _ACTS}


def asks(tool: str, sentence: str) -> bool:
    """Whether a sentence holds a verb that asks for what the tool does."""
    return not verbs_of(tool).isdisjoint(words(visible(fold(sentence))))


def commands(tool: str, sources: Iterator[Source]) -> Iterator[tuple[str, Sentence]]:
    """Yield the sentences of the newest sources that may ask for what the tool does, with their texts."""
    wanted = verbs_of(tool)
    for _, source in zip(range(_NEWEST), sources, strict=False):
        for text in source.texts.values():
            said = plain(text)
            for sentence in _sentences(said):
                if not wanted.isdisjoint(sentence.words):
                    yield said, sentence
