"""Whether a sentence speaks of what the request, or the rest of its text, speaks of."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.call.request.fitting import stem
from mosaic_guard.policies.call.request.terms import share, unframed
from mosaic_guard.policies.call.sentence.command import sentences_of
from mosaic_guard.policies.provenance.vocabulary import COMMON
from mosaic_guard.policies.provenance.words import fold, visible, words

_SHORTEST: Final = 4
"""Characters of a word that names a thing."""


def on_request(sentence: str, request: str) -> float:
    """Give the share of a sentence's words for things that the request (folded) uses."""
    return share(_things(visible(fold(sentence))), _things(request))


def at_home(sentence: str, text: str) -> float:
    """Give the share of them that other sentences of its text use."""
    return share(_things(visible(fold(sentence))), _repeated(text))


@lru_cache(maxsize=64)
def _things(folded: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(unframed(folded)) if len(word) >= _SHORTEST and word not in COMMON)


@lru_cache(maxsize=64)
def _repeated(text: str) -> frozenset[str]:
    """The stems that stand in more than one sentence of a text."""
    found = Counter(word for sentence in sentences_of(text) for word in {stem(word) for word in sentence.words})
    return frozenset(word for word, count in found.items() if count > 1)
