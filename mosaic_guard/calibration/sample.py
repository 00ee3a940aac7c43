"""Clean examples and the rate at which a threshold holds them back, with no single source ruling it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Final

from mosaic_guard.calibration.interval import clopper_pearson

LONGEST: Final = 20
"""A group (a trace, a file) weighs as much as so many examples at most."""


@dataclass(frozen=True, slots=True)
class Example:
    """One output or call that the guard should leave alone."""

    group: str
    """What it belongs together with: its trace or file."""
    subject: str
    """The tool, where it is known."""
    score: float
    """The highest threshold at which it is held back; 0: at none, infinity: at all."""


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """The share that is held back, with its 95 % interval."""

    share: float
    low: float
    high: float


class Sample:
    """Examples of one phase."""

    def __init__(self, examples: Iterable[Example]) -> None:
        groups: defaultdict[str, list[float]] = defaultdict(list)
        for example in examples:
            groups[example.group].append(example.score)
        self._groups = tuple(tuple(scores) for scores in groups.values())
        self.n = sum(map(len, self._groups))
        self.groups = len(self._groups)

    @property
    def weight(self) -> int:
        """How many examples it counts as, with long groups weighing as `LONGEST`."""
        return sum(_weight(scores) for scores in self._groups)

    def rate(self, threshold: float) -> FalseAlarms:
        """Rate a threshold: a score of at least this is held back."""
        shares = [(sum(s >= threshold for s in scores) / len(scores), _weight(scores)) for scores in self._groups]
        total = self.weight
        if not total:
            return FalseAlarms(0.0, *clopper_pearson(0, 0))
        share = sum(part * weight for part, weight in shares) / total
        n = max(1, int(min(total, _independent(shares, share, total))))
        low, high = clopper_pearson(min(n, ceil(share * n - 1e-9)), n)
        return FalseAlarms(share, min(low, share), high)

    def held_in(self, threshold: float) -> int:
        """Count what a threshold holds back."""
        return sum(score >= threshold for scores in self._groups for score in scores)


def _weight(scores: tuple[float, ...]) -> int:
    return min(len(scores), LONGEST)


def _independent(shares: list[tuple[float, int]], share: float, total: int) -> float:
    """How many independent examples would scatter as much: fewer, when those of a group stand or fall together."""
    groups = len(shares)
    spread = sum((weight * (part - share)) ** 2 for part, weight in shares)
    if groups < 2 or not spread or not 0 < share < 1:
        return total
    variance = spread * groups / (groups - 1) / total**2
    return share * (1 - share) / variance
