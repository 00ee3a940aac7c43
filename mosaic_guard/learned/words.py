"""Words as hashed features: their letters, the part they play, and which stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import xor
from typing import Final, NamedTuple
from zlib import crc32

from mosaic_guard.learned.classes import coarse, fine
from mosaic_guard.text.lexicon import plainly

FEATURES: Final = 4
"""Changes with how words are hashed, and with the lists of words that tell of what kind they are: weights that were
learned for another number mean nothing here."""
BITS: Final = 18
"""A table has two to this many entries."""
_ROLES: Final = (
    *(0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1),
    *(0xD3A2646D, 0xFD7046C5, 0xB55A4F09, 0xE6546B65, 0xCC9E2D51),
)
"""Odd numbers, one for each role a word takes in a feature."""
_UNSPACED: Final = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
_TOKEN: Final = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+|[,:@?!/$\u20ac\u00a3<={{\u3002\uff1f\u061f]")
_ASCII_TOKEN: Final = re.compile("[A-Za-z0-9]+|[,:@?!/$<={]")
"""The same, for what most texts consist of: half the time."""
_ASCII_MARKS: Final = tuple(mark.encode() for mark in ",:@?!/$<={")
_BETWEEN: Final = "\xff"
"""Stands between texts in ASCII that are cut together."""
_SPACED: Final = bytes(
    c if chr(c) == _BETWEEN or bytes([c]).isalnum() or bytes([c]) in _ASCII_MARKS else 0x20 for c in range(256)
)
"""What is no part of a token becomes a space."""
_MAX_WORD: Final = 32


class Word(NamedTuple):
    """A token, hashed once for each place it can take in a feature."""

    next: int
    here: int
    kind: int
    kind_here: int
    first: int
    second: int
    third: int


def tokens(text: str) -> list[str]:
    """Cut a text into words and the marks that matter."""
    return (_ASCII_TOKEN if text.isascii() else _TOKEN).findall(text)


def rows(texts: Sequence[str]) -> list[list[str]]:
    """Cut each of several texts into tokens; those in ASCII all at once, which takes half the time."""
    if not (texts and all(map(str.isascii, texts))):
        return [tokens(text) for text in texts]
    raw = _BETWEEN.join(texts).encode("latin-1").translate(_SPACED)
    for mark in _ASCII_MARKS:
        if mark in raw:
            raw = raw.replace(mark, b" %b " % mark)
    return [text.split() for text in raw.decode("latin-1").split(_BETWEEN)]


def word(token: str) -> tuple[Word, list[int]]:
    """Hash a token: for features of several words, and the features of the word alone."""
    token = token[:_MAX_WORD]
    plain = plainly(token)
    shape = _shape(plain)
    a, b, c = _code(shape), _code(coarse(plain, token)), _code(fine(plain, token))
    hashed = Word(_in(a, 1), _in(a, 2), _in(c, 3), _in(c, 4), _in(b, 5), _in(b, 6), _in(b, 7))
    return hashed, [_in(a, 8), _in(c, 9), *_letters(shape)]


def _code(what: str) -> int:
    return crc32(what.encode("utf-8", "surrogatepass"))


def _in(code: int, role: int) -> int:
    """The entry for a code in a role. Multiplied, since a CRC is linear: its sums alone would know no order."""
    return (code ^ code >> 15) * _ROLES[role] % (1 << 32) >> (32 - BITS)


def _letters(shape: str) -> list[int]:
    if len(shape) < 3:
        return []
    marked = f"<{shape}>"
    grams = {marked[i : i + n] for n in (3, 4, 5) for i in range(len(marked) - n + 1)}
    return sorted(_in(_code(gram), 0) for gram in grams)


def _shape(token: str) -> str:
    if token.isdigit():
        return "0" * min(len(token), 6)
    return token if token.isalpha() else "".join("0" if c.isdigit() else c for c in token)


START: Final = word("^")[0]
"""Stands before the first word of a segment."""
END: Final = word("\n")[0]
"""Stands after the last."""


def together(columns: Sequence[Sequence[int]]) -> Iterator[int]:
    """Yield the features of two words that stand together, and of two or three kinds of words that do.

    `columns` are those of a row of `Word`, transposed: first what each hashes to in the first place, and so on.
    """
    following, here, kind, kind_here, first, second, third = columns
    return chain(
        map(xor, following, here[1:]),
        map(xor, kind, kind_here[1:]),
        map(xor, map(xor, first, second[1:]), third[2:]),
    )
