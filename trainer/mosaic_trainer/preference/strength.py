"""From pairwise scores to one win score per member: the mean where all met all, Bradley-Terry where they did not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from mosaic_trainer.preference.outcome import Scores

PRIOR: Final = 1.0
"""Variance of the Gaussian prior on strengths; without one, members that never lost would diverge."""
_ROUNDS: Final = 200
_STEP: Final = 0.5
_ENOUGH: Final = 1e-9


def win_scores(members: Sequence[int], scores: Scores) -> dict[int, float]:
    """Give each member its share of wins against the others, 0 to 1; a member alone has one half."""
    if len(members) == 1:
        return {members[0]: 0.5}
    met_all = len(scores) == len(members) * (len(members) - 1) // 2
    return _borda(members, scores) if met_all else _bradley_terry(members, scores)


def _borda(members: Sequence[int], scores: Scores) -> dict[int, float]:
    won = dict.fromkeys(members, 0.0)
    for (a, b), score in scores.items():
        won[a] += score
        won[b] += 1 - score
    return {member: wins / (len(members) - 1) for member, wins in won.items()}


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
