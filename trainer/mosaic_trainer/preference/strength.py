"""From pairwise scores to one win score per member: the mean where all met all, Bradley-Terry where they did not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal

from mosaic_trainer.preference.comparison import Scores

Aggregate = Literal["auto", "mean", "bradley_terry"]
"""`auto`: the mean where all met all."""

PRIOR: Final = 1.0
"""Variance of the Gaussian prior on strengths; without one, members that never lost would diverge."""
_ROUNDS: Final = 200
_STEP: Final = 0.5
_ENOUGH: Final = 1e-9


def win_scores(members: Sequence[int], scores: Scores, aggregate: Aggregate = "auto") -> dict[int, float]:
    """Give each member its share of wins against the others, 0 to 1; who met nobody has one half."""
    if not scores:
        return dict.fromkeys(members, 0.5)
    met_all = len(scores) == len(members) * (len(members) - 1) // 2
    if aggregate == "mean" or (aggregate == "auto" and met_all):
        return _mean(members, scores)
    return _bradley_terry(members, scores)


def standing(members: Sequence[int], scores: Scores) -> tuple[dict[int, float], dict[int, int]]:
    """Give what each member won against the others, and how many of them it met."""
    won = dict.fromkeys(members, 0.0)
    met = dict.fromkeys(members, 0)
    for (a, b), score in scores.items():
        if a in won and b in won:
            won[a] += score
            won[b] += 1 - score
            met[a] += 1
            met[b] += 1
    return won, met


def _mean(members: Sequence[int], scores: Scores) -> dict[int, float]:
    won, met = standing(members, scores)
    return {member: won[member] / met[member] if met[member] else 0.5 for member in members}


def _bradley_terry(members: Sequence[int], scores: Scores) -> dict[int, float]:
    """Maximise the posterior by gradient ascent; it is concave, and then give the expected share of wins."""
    strength = dict.fromkeys(members, 0.0)
    degree = max(sum(member in pair for pair in scores) for member in members)
    step = _STEP / (degree / 4 + 1 / PRIOR)
    for _ in range(_ROUNDS):
        slope = {member: -value / PRIOR for member, value in strength.items()}
        for (a, b), score in scores.items():
            surprise = score - _wins(strength[a] - strength[b])
            slope[a] += surprise
            slope[b] -= surprise
        strength = {member: value + step * slope[member] for member, value in strength.items()}
        if max(map(abs, slope.values())) < _ENOUGH:
            break
    others = len(members) - 1
    return {a: sum(_wins(strength[a] - strength[b]) for b in members if b != a) / others for a in members}


def _wins(difference: float) -> float:
    return 1 / (1 + math.exp(-difference))
