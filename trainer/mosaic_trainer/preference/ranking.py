"""From two rankings of a pool to pairs: what both say is settled, what they contest is left for a duel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from mosaic_trainer.preference.comparison import Comparison, Opinion, Winner
from mosaic_trainer.preference.schedule import Duel


@dataclass(frozen=True, slots=True)
class Ranking:
    """A pool as the judge ranks it."""

    order: tuple[int, ...]
    """In which order the members were shown."""
    places: Mapping[int, int]
    """The lower the better; equal places are ties."""
    reason: str = ""
    second_opinions: Mapping[Duel, Opinion] = field(default_factory=dict)
    """What a second judge says of some of its pairs."""

    @property
    def is_wellformed(self) -> bool:
        """Whether it places exactly those that it was shown: judges are foreign code, and some say NaN."""
        return set(self.places) == set(self.order) and all(type(place) is int for place in self.places.values())

    def comparisons(self) -> list[Comparison]:
        """Say of each pair what the ranking says."""
        return [self._compared(Duel(first, second)) for first, second in combinations(self.order, 2)]

    def _compared(self, duel: Duel) -> Comparison:
        winner = _winner(self.places[duel.first], self.places[duel.second])
        return Comparison(duel, winner, reason=self.reason, second_opinion=self.second_opinions.get(duel))


def contested(comparisons: Sequence[Comparison]) -> list[tuple[int, int]]:
    """List the pairs, the lower member first, of which not the same was said every time."""
    said: dict[tuple[int, int], set[int | None]] = {}
    for one in comparisons:
        said.setdefault((min(one.duel), max(one.duel)), set()).add(one.better)
    return [pair for pair, winners in said.items() if len(winners) > 1]


def _winner(first: int, second: int) -> Winner:
    return "first" if first < second else "second" if second < first else "tie"
