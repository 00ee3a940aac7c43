"""Which parts of a large text deserve a closer look: those that hold all the words some phrase needs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.injection.phrases import ENOUGH, PHRASES
from mosaic_guard.text.lexicon import parts_of

WINDOW: Final = 512
OVERLAP: Final = 400
"""A window is read together with the beginning of the next, so that a sentence on the border is seen whole."""
SHORT: Final = 400
"""A text up to here is a field, a comment, a caption: in so little text faint signs count, too."""


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges, in order and apart, that hold all the words some phrase needs."""
    if len(text) <= SHORT:
        if parts_of(text):
            yield 0, len(text)
        return
    start = end = -1
    for at in range(0, len(text), WINDOW):
        if not _decisive(parts_of(text[at : at + WINDOW + OVERLAP])):
            continue
        if at > end >= 0:
            yield start, end
        start = at if at > end else start
        end = min(at + WINDOW + OVERLAP, len(text))
    if end >= 0:
        yield start, end


@lru_cache(maxsize=4096)
def _decisive(parts: int) -> bool:
    """Whether a window with these parts can hold a phrase that matters by itself."""
    return any(p.score >= ENOUGH and p.kind != "imperative" and parts & p.need == p.need for p in PHRASES)
