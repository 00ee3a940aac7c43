"""A linear model over hashed words, read from an int8 table."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Sequence
from math import sqrt
from operator import itemgetter
from typing import Any, Final, NamedTuple

from mosaic_guard.learned.words import BITS, END, START, Word, word

_MAX_WORDS: Final = 1 << 14
"""So many words are remembered; a text of rarer ones than that is read a little slower."""
_SHARE: Final = struct.Struct("<3I")
_ZERO: Final = 128
"""Added to each entry of the table, so that it is read as bytes."""
_UNSIGNED: Final = bytes(value ^ _ZERO for value in range(256))


class _Known(NamedTuple):
    """A word, laid out so that the features of a whole text come of three xors of very long integers.

    Three features begin at each word: two are shared with the next one, the third with the next two.
    """

    begins: bytes
    """Its share in those that begin at it."""
    follows: bytes
    """Its share in those that begin one word before."""
    ends: bytes
    """Its share in those that begin two words before."""
    own: int
    """What the features of the word alone add."""
    size: int
    """How many these are."""


def _known(hashed: Word, own: int = 0, size: int = 0) -> _Known:
    following, here, kind, kind_here, first, second, third = hashed
    return _Known(
        _SHARE.pack(following, kind, first), _SHARE.pack(here, kind_here, second), _SHARE.pack(0, 0, third), own, size
    )


class Linear:
    """Scores rows of words. Safe to share between threads."""

    def __init__(self, table: bytes, *, scale: float, bias: float) -> None:
        if len(table) != 1 << BITS:
            msg = f"a table of {1 << BITS} entries is needed, this one has {len(table)}"
            raise ValueError(msg)
        self._table = table.translate(_UNSIGNED)
        self._scale = scale
        self._bias = bias
        self._words: dict[str, _Known] = {}

    def scores(self, rows: Sequence[Sequence[str]]) -> list[float]:
        """Give the log-odds of each row of tokens."""
        known = self._words
        found: list[Any] = []  # flat: to transpose them takes an iterator each, and so many set off the collector
        for row in rows:
            found += _START
            for token in row:
                found += known.get(token) or self._learn(token)
            found += _END
        if not found:
            return []
        begins, follows, ends, own, sizes = (found[at :: len(_START)] for at in range(len(_START)))
        values = itemgetter(*_features(begins, follows, ends))(self._table)
        scores = []
        at = 0
        for row in rows:
            end = at + len(row)
            count = 3 * len(row) + 2
            total = sum(values[3 * at : 3 * end + 2]) - _ZERO * count + sum(own[at : end + 2])
            scores.append(float(self._bias + self._scale * total / sqrt(count + sum(sizes[at : end + 2]))))
            at = end + 2
        return scores

    def _learn(self, token: str) -> _Known:
        hashed, own = word(token)
        entry = _known(hashed, sum(map(self._table.__getitem__, own)) - _ZERO * len(own), len(own))
        if len(self._words) >= _MAX_WORDS:
            self._words.clear()
        self._words[token] = entry
        return entry


_START: Final = _known(START)
_END: Final = _known(END)


def _features(begins: Sequence[bytes], follows: Sequence[bytes], ends: Sequence[bytes]) -> array[int]:
    """What `words.together` yields, in the order of the words; of the last two words of a row not all mean anything."""
    parts = (b"".join(shares) for shares in (begins, follows[1:], ends[2:]))
    one, next_one, last = (int.from_bytes(part, "little") for part in parts)
    found = array("I", (one ^ next_one ^ last).to_bytes(_SHARE.size * len(begins), "little"))
    if sys.byteorder == "big":
        found.byteswap()
    return found
