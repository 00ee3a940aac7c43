"""Who is compared with whom at all, and what the comparisons of such a pool amount to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from mosaic_trainer.judge.identity import identity
from mosaic_trainer.preference.candidate import Candidate
from mosaic_trainer.preference.comparison import Scores
from mosaic_trainer.preference.strength import Aggregate, win_scores

Among = Literal["tiers", "all", "none"]
"""Rollouts of one tier meet; all do, whatever they did; none does."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Rollouts that meet each other. Of identical ones only the first plays, and stands for the others."""

    stands_for: Mapping[int, int]
    """Member to the one that plays for it."""

    @property
    def playing(self) -> list[int]:
        """Those that meet."""
        return [member for member, one in self.stands_for.items() if member == one]

    def won(self, met: Scores, aggregate: Aggregate) -> dict[int, float]:
        """Win scores; who should have met somebody, and was judged against nobody, is left out."""
        judged = {member for pair in met for member in pair}
        alone = len(self.playing) == 1
        known = [member for member, one in self.stands_for.items() if alone or one in judged]
        between: dict[tuple[int, int], float] = {}
        for a, b in combinations(known, 2):
            one, other = self.stands_for[a], self.stands_for[b]
            if one == other:
                between[a, b] = 0.5
            elif (one, other) in met:
                between[a, b] = met[one, other]
            elif (other, one) in met:
                between[a, b] = 1 - met[other, one]
        return win_scores(known, between, aggregate)


def pools(candidates: Mapping[int, Candidate], among: Among) -> list[Pool]:
    """Put candidates, by their place in the group, into pools."""
    if among == "none":
        return []
    found: dict[object, dict[int, int]] = defaultdict(dict)
    first: dict[tuple[int, str], int] = {}
    for place, candidate in candidates.items():
        tier = candidate.verdict.tier
        one = first.setdefault((tier, identity(candidate.outcome)), place)
        found[tier if among == "tiers" else None][place] = one
    return [Pool(members) for members in found.values()]
