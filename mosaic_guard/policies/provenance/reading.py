"""One value, read: what it could be, worked out once for all the places it is looked up in."""

from __future__ import annotations

from dataclasses import dataclass

from mosaic_guard.policies.provenance import dates, numbers
from mosaic_guard.policies.provenance.keys import MOMENT, NUMBER
from mosaic_guard.policies.provenance.words import fold, normal, words
from mosaic_guard.policies.shapes import Shape, shape


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with its keys."""

    value: str
    folded: str
    token: str
    """Its normal form."""
    words: tuple[str, ...]
    shape: Shape
    numbers: frozenset[str]
    """Keys of the number it is, in each way it can be read."""
    moments: tuple[frozenset[str], ...]
    """Keys of the date and the time it is, in each way they can be read."""

    @property
    def is_code(self) -> bool:
        """Whether its digits are no number: one does not start with a zero."""
        return self.folded[:1] == "0" and self.folded[1:2].isdecimal()


def read(value: str) -> Reading:
    """Read a value."""
    folded = fold(value).strip()
    numeric = frozenset(NUMBER + key for key in numbers.whole(folded))
    moments = () if numeric else dates.whole(folded)
    return Reading(
        value=value,
        folded=folded,
        token=normal(folded),
        words=tuple(words(folded)),
        shape=Shape.CODE if numeric or moments else shape(folded),
        numbers=numeric,
        moments=tuple(frozenset(MOMENT + key for key in part) for part in moments),
    )
