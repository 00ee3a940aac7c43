"""What the judge said of one duel, and what all that was said of a pair amounts to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import Final, Literal

from mosaic_trainer.preference.schedule import Duel

Winner = Literal["first", "second", "tie"]
Opinion = Literal["first", "second", "tie", "failed"]
"""What a second judge says: `failed`, that it gave no verdict."""
MARGINS: Final = (1, 2, 3)
_WORTH: Final[Mapping[Winner, float]] = MappingProxyType({"first": 1.0, "second": 0.0, "tie": 0.5})
"""To whoever is shown first."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One verdict of the judge."""

    duel: Duel
    winner: Winner
    margin: int = 1
    """1 to 3: how clear it was."""
    reason: str = ""
    second_opinion: Opinion | None = None
    """Counts for nothing; None: no second judge was asked."""

    @property
    def better(self) -> int | None:
        """Who won; None: nobody."""
        return {"first": self.duel.first, "second": self.duel.second, "tie": None}[self.winner]

    @property
    def is_wellformed(self) -> bool:
        """Whether it says anything at all: judges are foreign code, and some say NaN."""
        return self.winner in ("first", "second", "tie") and self.margin in MARGINS


Scores = Mapping[tuple[int, int], float]
"""For each pair that met, with the lower index first: 1 when it is the better, 0 the worse, 0.5 neither."""


def scores(comparisons: Iterable[Comparison], least_margin: int = 1) -> dict[tuple[int, int], float]:
    """Sum up each pair; orders that disagree are an abstention, not a coin flip, and what is not clear enough a tie."""
    met: dict[tuple[int, int], float] = {}
    for said in comparisons:
        first, second = said.duel
        won = _WORTH[said.winner] if said.margin >= least_margin else 0.5
        pair, won = ((first, second), won) if first < second else ((second, first), 1 - won)
        met[pair] = won if met.get(pair, won) == won else 0.5
    return met


def flip_rate(comparisons: Iterable[Comparison]) -> float | None:
    """Share of pairs met twice of which the judge did not say the same both times; None when no pair was."""
    met: dict[frozenset[int], list[int | None]] = defaultdict(list)
    for said in comparisons:
        met[frozenset(said.duel)].append(said.better)
    twice = [said for said in met.values() if len(said) > 1]
    return sum(len(set(said)) > 1 for said in twice) / len(twice) if twice else None


def cycle_rate(members: Sequence[int], scores: Scores) -> float | None:
    """Share of triples that all met in which each beats the next; None when there is no such triple."""
    beats = dict(scores) | {(b, a): 1 - score for (a, b), score in scores.items()}
    triples = [
        (beats[a, b], beats[b, c], beats[c, a])
        for a, b, c in combinations(members, 3)
        if (a, b) in beats and (b, c) in beats and (c, a) in beats
    ]
    return sum(said in ((1, 1, 1), (0, 0, 0)) for said in triples) / len(triples) if triples else None
