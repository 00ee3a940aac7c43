"""The seat of a detector of instructions in text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol, runtime_checkable

STRONG: Final = 0.8
"""From here on a text instructs the agent: malicious."""
WEAK: Final = 0.5
"""From here on it may: sensitive."""
LEARNED: Final = "learned"
"""The kind of what a model finds: fainter than `WEAK`, it counts for whoever asks for it."""


class Hit(NamedTuple):
    """A range of a text that instructs."""

    start: int
    end: int
    score: float
    """0 to 1; calibrated to `STRONG` and `WEAK`. Below `WEAK` counts only where something else adds to it."""
    kind: str


def counts(found: Hit, least: float) -> bool:
    """Whether it counts alone, for whoever asks for scores from `least` on."""
    return found.score >= (least if found.kind == LEARNED else max(least, WEAK))


@runtime_checkable
class Detector(Protocol):
    """Recognises instructions to the agent in a text."""

    fingerprint: str
    """Changes whenever its answers may."""

    def scan(self, text: str) -> Sequence[Hit]:
        """Return hits in order, not overlapping.

        `text` is one reading of the original (`mosaic_guard.text.views`): disguises are gone, letter case and line ends
        are kept, and hits are mapped back. Must take time linear in the text and must not raise.
        """


@runtime_checkable
class Reader(Protocol):
    """Tells instructions from data where a piece of text is already in question: it feeds a pending call."""

    fingerprint: str

    def instructs(self, text: str, start: int, end: int) -> float:
        """Return how probably the segment of `text` in this range tells its reader to act, rather than being data.

        What stands around the range counts as context. 0 to 1; must not raise.
        """
