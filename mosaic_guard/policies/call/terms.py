"""Words for things, whole and so cut that endings don't count; without spaces, each two characters are a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.provenance.vocabulary import COMMON
from mosaic_guard.policies.provenance.words import fold, is_unspaced, visible, words

_KEPT: Final = 5
"""First letters that tell a word: `Rechnung` of `Rechnungsnummer`, `reser` of `reserve` and `reservation`."""
_SHORTEST: Final = 3


@lru_cache(maxsize=256)
def terms(text: str) -> frozenset[str]:
    """The terms of a text."""
    return frozenset(terms_of(words(visible(fold(text)))))


def terms_of(said: Iterable[str]) -> Iterator[str]:
    """Yield the terms that words make."""
    before = ""
    for word in said:
        if len(word) == 1 and is_unspaced(word):
            if before:
                yield before + word
            before = word
            continue
        before = ""
        if word.isdecimal() or (len(word) >= _SHORTEST and word not in COMMON):
            yield word
            if (cut := term(word)) != word:
                yield cut


def term(word: str) -> str:
    """Cut one word; what holds a digit is a key, and stays whole."""
    return word[:_KEPT] if word.isalpha() and not is_pair(word) else word


def is_pair(term: str) -> bool:
    """Whether it stands for two characters of a script without spaces."""
    return len(term) == 2 and is_unspaced(term[0])
