"""What somebody probably meant who wrote a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

_LEAST: Final = 0.5


def nearest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Ask whether the known word most like this one was meant; where none is, say the other thing."""
    near = get_close_matches(word, list(known), n=1, cutoff=_LEAST)
    return f"Did you mean {near[0]!r}?" if near else otherwise
