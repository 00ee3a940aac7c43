"""Which rollouts of a pool are compared with which: enough opponents for every member at a bounded number of duels."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations
from typing import Final, Literal, NamedTuple

Fixed = Literal["once", "both", "regular"]
"""All pairs once, in random order; all pairs in both orders; a few opponents each, in both orders."""
Schedule = Literal["auto", "once", "both", "regular", "swiss", "listwise"]
"""`auto` chooses one of the fixed ones by size; `swiss` pairs by standing, round by round; `listwise` ranks all at
once, twice, and duels only over what the two rankings contest."""

BOTH_ORDERS: Final = 6
"""`auto`: up to so many members every pair meets in both orders."""
ALL_PAIRS: Final = 11
"""`auto`: up to so many every pair meets once, in random order."""
DEGREE: Final = 4
"""Opponents of each member where not all meet all."""


class Duel(NamedTuple):
    """Who is shown first, and who second."""

    first: int
    second: int


def fitting(size: int) -> Fixed:
    """Choose the schedule of a pool of this size."""
    return "both" if size <= BOTH_ORDERS else "once" if size <= ALL_PAIRS else "regular"


def schedule(members: Sequence[int], rng: random.Random, kind: Fixed | None = None) -> list[Duel]:
    """Choose the duels of one pool; the same seed gives the same."""
    kind = kind or fitting(len(members))
    if kind == "regular" and len(members) > DEGREE + 1:
        return both_orders(_regular(members, rng))
    pairs = list(combinations(members, 2))
    return [Duel(*rng.sample(pair, 2)) for pair in pairs] if kind == "once" else both_orders(pairs)


def both_orders(pairs: Sequence[tuple[int, int]]) -> list[Duel]:
    """Let every pair meet twice, each shown first once."""
    return [duel for a, b in pairs for duel in (Duel(a, b), Duel(b, a))]


def _regular(members: Sequence[int], rng: random.Random) -> list[tuple[int, int]]:
    """Everybody meets DEGREE others: neighbours on a circle of random order, one and two places away."""
    circle = rng.sample(members, len(members))
    steps = range(1, DEGREE // 2 + 1)
    return [(circle[i], circle[(i + step) % len(circle)]) for step in steps for i in range(len(circle))]
