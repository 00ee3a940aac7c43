"""The words that a description uses as nouns, so that the same word in the tool's name is none of its deeds."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from mosaic_guard.effects import described
from mosaic_guard.effects.spoken import BEHIND, DETERMINERS, NEW
from mosaic_guard.verbs import JOINS, vocabulary

_ARTICLES: Final = (DETERMINERS - vocabulary("what where who which how")) | {"s"}
"""`s` is what is left of `a client's`."""
_ENDS: Final = BEHIND | _ARTICLES | JOINS


def nouns(description: str) -> frozenset[str]:
    """Give the heads of what follows an article, in the singular: `record` and `lot` of `A record of the lot`.

    What is new was not there to be read: none of `A new record`.
    """
    said = described.first_said(description)
    phrases = (
        list(takewhile(lambda word: word not in _ENDS, said[at + 1 :]))
        for at, word in enumerate(said)
        if word in _ARTICLES
    )
    return frozenset(phrase[-1].removesuffix("s") for phrase in phrases if phrase and NEW.isdisjoint(phrase))
