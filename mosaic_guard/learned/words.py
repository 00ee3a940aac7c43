"""Words as hashed features: their letters, the part they play, and which stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import xor
from typing import Final, NamedTuple
from zlib import crc32

from mosaic_guard.policies.injection.lexicon import WORDS

BITS: Final = 18
"""A table has two to this many entries."""
_ROLES: Final = (
    *(0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1),
    *(0xD3A2646D, 0xFD7046C5, 0xB55A4F09, 0xE6546B65, 0xCC9E2D51),
)
"""Odd numbers, one for each role a word takes in a feature."""
_UNSPACED: Final = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
_TOKEN: Final = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+|[:@?!/$\u20ac\u00a3<={{\u3002\uff1f\u061f]")
_MAX_WORD: Final = 32


class Word(NamedTuple):
    """A token, hashed once for each place it can take in a feature."""

    next: int
    skip: int
    after_part: int
    here: int
    first: int
    second: int
    third: int


def tokens(text: str) -> list[str]:
    """Cut a text that is spelled `plainly` into words and the marks that matter."""
    return _TOKEN.findall(text)


def word(token: str) -> tuple[Word, list[int]]:
    """Hash a token: for features of several words, and the features of the word alone."""
    shape = _shape(token[:_MAX_WORD])
    said, part = shape.encode("utf-8", "surrogatepass"), b"%d" % WORDS[token] if token in WORDS else _kind(shape)
    a, b = crc32(said), crc32(part)
    hashed = Word(_in(a, 1), _in(a, 2), _in(b, 3), _in(a, 4), _in(b, 5), _in(b, 6), _in(b, 7))
    return hashed, [_in(a, 8), _in(b, 9), *_letters(shape)]


def _in(code: int, role: int) -> int:
    """The entry for a code in a role. Multiplied, since a CRC is linear: its sums alone would know no order."""
    return (code ^ code >> 15) * _ROLES[role] % (1 << 32) >> (32 - BITS)


def _letters(shape: str) -> list[int]:
    if len(shape) < 3:
        return []
    marked = f"<{shape}>"
    grams = {marked[i : i + n] for n in (3, 4, 5) for i in range(len(marked) - n + 1)}
    return sorted(_in(crc32(gram.encode("utf-8", "surrogatepass")), 0) for gram in grams)


def _shape(token: str) -> str:
    if token.isdigit():
        return "0" * min(len(token), 6)
    return token if token.isalpha() else "".join("0" if c.isdigit() else c for c in token)


def _kind(shape: str) -> bytes:
    if not shape[0].isalnum():
        return shape.encode()
    if shape.isalpha():
        return b"short" if len(shape) < 4 else b"word"
    return b"number" if shape[0] == "0" == shape[-1] else b"mixed"


START: Final = word("^")[0]
"""Stands before the first word of a segment."""
END: Final = word("\n")[0]
"""Stands after the last."""


def together(words: Sequence[Word]) -> Iterator[int]:
    """Yield the features of words that stand together: next to each other, one apart, and three parts in a row."""
    following, skip, after_part, here, first, second, third = zip(*words, strict=True)
    yield from map(xor, following, here[1:])
    yield from map(xor, skip, here[2:])
    yield from map(xor, after_part, here[1:])
    yield from map(xor, map(xor, first, second[1:]), third[2:])
