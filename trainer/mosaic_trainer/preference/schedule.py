"""Which rollouts of a tier are compared with which: enough opponents for every member at a bounded number of duels."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations
from typing import Final, NamedTuple

BOTH_ORDERS: Final = 6
"""Up to so many members every pair meets in both orders."""
ALL_PAIRS: Final = 11
"""Up to so many every pair meets once, in random order."""
DEGREE: Final = 4
"""Opponents of each member of a larger tier, met in both orders."""


class Duel(NamedTuple):
    """Who is shown first, and who second."""

    first: int
    second: int


def schedule(members: Sequence[int], rng: random.Random) -> list[Duel]:
    """Choose the duels of one tier; the same seed gives the same."""
    pairs = list(combinations(members, 2))
    if len(members) <= BOTH_ORDERS:
        return _both(pairs)
    if len(members) <= ALL_PAIRS:
        return [Duel(*rng.sample(pair, 2)) for pair in pairs]
    return _both(_regular(members, rng))


def _both(pairs: Sequence[tuple[int, int]]) -> list[Duel]:
    return [duel for a, b in pairs for duel in (Duel(a, b), Duel(b, a))]


def _regular(members: Sequence[int], rng: random.Random) -> list[tuple[int, int]]:
    """Everybody meets DEGREE others: neighbours on a circle of random order, one and two places away."""
    circle = rng.sample(members, len(members))
    steps = range(1, DEGREE // 2 + 1)
    return [(circle[i], circle[(i + step) % len(circle)]) for step in steps for i in range(len(circle))]
