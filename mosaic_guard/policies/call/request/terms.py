"""Words for things, whole and so cut that endings don't count; without spaces, each two characters are a word."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.provenance.vocabulary import COMMON, MAILBOXES
from mosaic_guard.policies.provenance.words import fold, is_unspaced, visible, words
from mosaic_guard.policies.shapes import TOP_LEVELS

_KEPT: Final = 5
"""First letters that tell a word: `Rechnung` of `Rechnungsnummer`, `reser` of `reserve` and `reservation`."""
_SHORTEST: Final = 3
_UNKNOWN: Final = 0.5
_FIRST: Final = "\u0e00"
"""Characters before it stand in scripts that have spaces."""
_FRAME: Final = re.compile(
    rf"https?://(?:www\.)?|\bwww\.|@(?:{'|'.join(sorted(MAILBOXES))})(?=\.)|(?<=\w)\.(?:{'|'.join(sorted(TOP_LEVELS))})(?!\w)",
    re.IGNORECASE,
)


def unframed(text: str) -> str:
    """Leave out what addresses share by chance: the scheme, the ending, a host where anybody may have one."""
    return _FRAME.sub(" ", text)


@lru_cache(maxsize=256)
def terms(text: str) -> frozenset[str]:
    """The terms of a text."""
    folded = visible(fold(unframed(text)))
    said = frozenset(word for word in words(folded) if len(word) >= _SHORTEST or word.isdecimal()) - COMMON
    return said | frozenset(map(term, said)) | pairs(folded)


def term(word: str) -> str:
    """Cut one word; what holds a digit is a key, and stays whole."""
    return word[:_KEPT] if word.isalpha() else word


def pairs(folded: str) -> frozenset[str]:
    """What stands for words in scripts without spaces: each two characters that follow each other."""
    if max(folded, default="") < _FIRST:
        return frozenset()
    runs = "".join(word if is_unspaced(word) else " " for word in words(folded)).split()
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))


def share(wanted: Set[str], said: Set[str]) -> float:
    """Give the share of the wanted that is said; where nothing is wanted, that is not known."""
    return len(wanted & said) / len(wanted) if wanted else _UNKNOWN
