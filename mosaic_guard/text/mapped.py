"""A text made from another, with the way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace `source[start:end]` by `new`."""

    start: int
    end: int
    new: str


class _Piece(NamedTuple):
    at: int
    """Where it starts in the made text."""
    start: int
    end: int
    """What it was made from."""
    linear: bool
    """Character i of it comes from character i of its origin; otherwise any comes from all."""


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
        piece = self._pieces[max(0, bisect_right(self._pieces, index, key=_at) - 1)]
        if not piece.linear:
            return piece.start, piece.end
        place = min(piece.start + index - piece.at, piece.end)
        return place, min(place + 1, piece.end)

    def edited(self, edits: Iterable[Edit]) -> Mapped:
        """Apply `edits`, which are in order and don't overlap."""
        made: list[str] = []
        pieces: list[_Piece] = []
        at = done = 0
        for start, end, new in edits:
            at = _keep(self.text, done, start, made, pieces, at)
            if new:
                made.append(new)
                pieces.append(_Piece(at, start, end, len(new) == end - start))
                at += len(new)
            done = end
        if not done and not made:
            return self
        _keep(self.text, done, len(self.text), made, pieces, at)
        return Mapped("".join(made), self, tuple(pieces))

    def part(self, start: int, end: int) -> Mapped:
        """Cut out a range."""
        if start == 0 and end == len(self.text):
            return self
        return Mapped(self.text[start:end], self, (_Piece(0, start, end, linear=True),))

    def decoded(self, start: int, end: int, text: str) -> Mapped:
        """Stand for what a range says once decoded; each character of it maps to the whole range."""
        return Mapped(text, self, (_Piece(0, start, end, linear=False),))


def _at(piece: _Piece) -> int:
    return piece.at


def _keep(text: str, start: int, end: int, made: list[str], pieces: list[_Piece], at: int) -> int:
    if end <= start:
        return at
    made.append(text[start:end])
    pieces.append(_Piece(at, start, end, linear=True))
    return at + end - start
