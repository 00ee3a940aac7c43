"""A linear model over hashed words, read from an int8 table."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import sqrt
from typing import Final

from mosaic_guard.learned.words import BITS, END, START, together, word

_MAX_WORDS: Final = 1 << 14
"""So many words are remembered; a text of rarer ones than that is read a little slower."""


class Linear:
    """Scores rows of words. Safe to share between threads."""

    def __init__(self, table: bytes, *, scale: float, bias: float) -> None:
        self._table = array("b", table)
        if len(self._table) != 1 << BITS:
            msg = f"a table of {1 << BITS} entries is needed, this one has {len(self._table)}"
            raise ValueError(msg)
        self._scale = scale
        self._bias = bias
        self._start, self._end = (*START, 0, 0), (*END, 0, 0)
        self._known: dict[str, tuple[int, ...]] = {}

    def score(self, said: Sequence[str]) -> float:
        """Give the log-odds of a row of tokens."""
        known = self._known
        found = [known.get(token) or self._learn(token) for token in said]
        *columns, own, sizes = zip(self._start, *found, self._end, strict=True)
        total = sum(map(self._table.__getitem__, together(columns))) + sum(own)
        count = 3 * len(said) + 2 + sum(sizes)
        return float(self._bias + self._scale * total / sqrt(count))

    def _learn(self, token: str) -> tuple[int, ...]:
        hashed, own = word(token)
        entry = (*hashed, sum(map(self._table.__getitem__, own)), len(own))
        if len(self._known) >= _MAX_WORDS:
            self._known.clear()
        self._known[token] = entry
        return entry
