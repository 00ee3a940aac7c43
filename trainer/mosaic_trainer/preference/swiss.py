"""A Swiss tournament: in each round those meet who stand alike so far, so that few duels tell the close ones apart."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import ceil, log2

from mosaic_trainer.preference.comparison import Scores
from mosaic_trainer.preference.schedule import Duel, both_orders
from mosaic_trainer.preference.strength import standing


def rounds(size: int) -> int:
    """How many rounds a pool plays; never more than would have everybody meet everybody."""
    return min(size - 1 + size % 2, ceil(log2(size)) + 1) if size > 1 else 0


def pairing(members: Sequence[int], scores: Scores, rng: random.Random) -> list[Duel]:
    """Pair a round: neighbours in standing who have not met yet, in both orders."""
    won, met = standing(members, scores)
    waiting = sorted(rng.sample(members, len(members)), key=lambda member: -won[member])
    if len(waiting) % 2:
        waiting.remove(max(reversed(waiting), key=met.__getitem__))  # sits out: who has met most, the lowest of these
    pairs: list[tuple[int, int]] = []
    while waiting:
        member = waiting.pop(0)
        fresh = (other for other in waiting if (min(member, other), max(member, other)) not in scores)
        other = next(fresh, None)
        if other is not None:
            waiting.remove(other)
            pairs.append((member, other))
    return both_orders(pairs)
