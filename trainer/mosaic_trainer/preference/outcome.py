"""What the judge said of one duel, and what both orders of a pair amount to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from mosaic_trainer.preference.schedule import Duel

Winner = Literal["first", "second", "tie"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One verdict of the judge."""

    duel: Duel
    winner: Winner
    margin: int = 1
    """1 to 3: how clear it was."""


Scores = Mapping[tuple[int, int], float]
"""For each pair that met, with the lower index first: 1 when it is the better, 0 the worse, 0.5 neither."""


def scores(outcomes: Iterable[Outcome]) -> Scores:
    """Sum up each pair; orders that disagree are an abstention, not a coin flip."""
    met: dict[tuple[int, int], list[float]] = defaultdict(list)
    for outcome in outcomes:
        first, second = outcome.duel
        won = {"first": 1.0, "second": 0.0, "tie": 0.5}[outcome.winner]
        met[min(first, second), max(first, second)].append(won if first < second else 1 - won)
    return {pair: said[0] if len(set(said)) == 1 else 0.5 for pair, said in met.items()}


def flip_rate(outcomes: Iterable[Outcome]) -> float | None:
    """Share of pairs met in both orders whose orders disagree; None when no pair was."""
    met: dict[frozenset[int], list[int | None]] = defaultdict(list)
    for outcome in outcomes:
        winner = {"first": outcome.duel.first, "second": outcome.duel.second, "tie": None}[outcome.winner]
        met[frozenset(outcome.duel)].append(winner)
    twice = [said for said in met.values() if len(said) > 1]
    return sum(len(set(said)) > 1 for said in twice) / len(twice) if twice else None
