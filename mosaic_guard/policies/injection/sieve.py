"""Which parts of a large text deserve a closer look: those that hold all the words some phrase needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from mosaic_guard.policies.injection.lexicon import WORDS, plainly, unspaced
from mosaic_guard.policies.injection.phrases import DECISIVE, PHRASES

WINDOW: Final = 512
OVERLAP: Final = 400
"""A window is read together with the beginning of the next, so that a sentence on the border is seen whole."""
SHORT: Final = 400
"""A text up to here is a field, a comment, a caption: in so little text faint signs count, too."""


def _letter(code: int) -> int:
    if code >= 0x80 or chr(code).isalpha():
        return code | 0x20 if 0x41 <= code <= 0x5A else code
    return b"oizeasbtbg"[code - 0x30] if 0x30 <= code <= 0x39 else 0x20


_TABLE: Final = bytes(_letter(c) for c in range(256))
_PARTS: Final[Mapping[bytes, int]] = MappingProxyType({word.encode(): parts for word, parts in WORDS.items()})
_WORDS: Final = frozenset(_PARTS)


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges, in order and apart, that hold all the words some phrase needs."""
    if len(text) <= SHORT:
        if _parts(text):
            yield 0, len(text)
        return
    start = end = -1
    for at in range(0, len(text), WINDOW):
        if not _decisive(_parts(text[at : at + WINDOW + OVERLAP])):
            continue
        if at > end >= 0:
            yield start, end
        start = at if at > end else start
        end = min(at + WINDOW + OVERLAP, len(text))
    if end >= 0:
        yield start, end


def _parts(window: str) -> int:
    parts = 0
    if not window.isascii():
        window = plainly(window)
        parts = unspaced(window)
    for word in _WORDS.intersection(window.encode("utf-8", "surrogatepass").translate(_TABLE).split()):
        parts |= _PARTS[word]
    return parts


@lru_cache(maxsize=4096)
def _decisive(parts: int) -> bool:
    """Whether a window with these parts can hold a phrase that matters by itself."""
    return any(p.score >= DECISIVE and p.kind != "imperative" and parts & p.need == p.need for p in PHRASES)
