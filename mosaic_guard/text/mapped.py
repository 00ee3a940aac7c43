"""A text made from another, with the way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

Edit = tuple[int, int, str]
"""Start, end, and what to put there instead. A bare tuple: a page has one per tag."""

_Piece = tuple[int, int, int, bool]
"""Where it starts in the made text; start and end of what it was made from; whether it is linear: character i of it
comes from character i of its origin, otherwise any comes from all."""

_AT: Final = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text whose every character maps to a range of the original it was made from."""

    text: str
    source: Mapped | None = None
    _pieces: tuple[_Piece, ...] | None = None
    """In order of `at`; None: the same text as the source."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a range of this text into the smallest range of the original that made it."""
        if self._pieces is not None:
            first, last = self._origin(start), self._origin(max(start, end - 1))
            start, end = first[0], max(first[0], last[1] if end > start else first[0])
        return self.source.span(start, end) if self.source else (start, end)

    def _origin(self, index: int) -> tuple[int, int]:
        if not self._pieces:
            return (0, 0)
        at, start, end, linear = self._pieces[max(0, bisect_right(self._pieces, index, key=_AT) - 1)]
        if not linear:
            return start, end
        place = min(start + index - at, end)
        return place, min(place + 1, end)

    def edited(self, edits: Iterable[Edit]) -> Mapped:
        """Apply `edits`, which are in order and don't overlap."""
        made: list[str] = []
        pieces: list[_Piece] = []
        at = done = 0
        for start, end, new in edits:
            if start > done:
                made.append(self.text[done:start])
                pieces.append((at, done, start, True))
                at += start - done
            if new:
                made.append(new)
                pieces.append((at, start, end, len(new) == end - start))
                at += len(new)
            done = end
        if not done and not made:
            return self
        if done < len(self.text):
            made.append(self.text[done:])
            pieces.append((at, done, len(self.text), True))
        return Mapped("".join(made), self, tuple(pieces))

    def part(self, start: int, end: int) -> Mapped:
        """Cut out a range."""
        if start == 0 and end == len(self.text):
            return self
        return Mapped(self.text[start:end], self, ((0, start, end, True),))

    def decoded(self, start: int, end: int, text: str) -> Mapped:
        """Stand for what a range says once decoded; each character of it maps to the whole range."""
        return Mapped(text, self, ((0, start, end, False),))
