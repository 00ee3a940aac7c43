"""Which parts of a large text deserve a closer look: found at the speed of bytes, missing nothing the rules would find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mosaic_guard.policies.injection.lexicon import WORDS, plainly, unspaced
from mosaic_guard.policies.injection.phrases import KEYS

WINDOW: Final = 2048
SHORT: Final = 400
"""A text up to here is a field, a comment, a caption: in so little text faint signs count, too."""
MARGIN: Final = 640
"""How far a sentence, and the ones beside it, may reach out of a window."""


def _letter(code: int) -> int:
    if code >= 0x80 or chr(code).isalpha():
        return code | 0x20 if 0x41 <= code <= 0x5A else code
    return b"oizeasbtbg"[code - 0x30] if 0x30 <= code <= 0x39 else 0x20


_TABLE: Final = bytes(_letter(c) for c in range(256))
_WORDS: Final = frozenset(word.encode() for word, parts in WORDS.items() if parts & KEYS)
_ALL_WORDS: Final = frozenset(word.encode() for word in WORDS)


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges, in order and apart, that hold a word without which no rule can apply."""
    if len(text) <= SHORT:
        if _worth(text, _ALL_WORDS):
            yield 0, len(text)
        return
    start = end = -1
    for at in range(0, len(text), WINDOW):
        # A word on the border is read whole by the window it starts in.
        if not _worth(text[at : at + WINDOW + 24], _WORDS):
            continue
        if at - MARGIN <= end:
            end = at + WINDOW + MARGIN
            continue
        if end >= 0:
            yield start, min(end, len(text))
        start, end = max(0, at - MARGIN), at + WINDOW + MARGIN
    if end >= 0:
        yield start, min(end, len(text))


def _worth(window: str, words: frozenset[bytes]) -> bool:
    if not window.isascii():
        window = plainly(window)
        if unspaced(window) & KEYS:
            return True
    raw = window.encode("utf-8", "surrogatepass").translate(_TABLE)
    return not words.isdisjoint(raw.split())
