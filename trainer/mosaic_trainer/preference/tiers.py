"""Our rewards: the tier decides, comparisons only move inside it; and the tier alone, for comparison."""

from __future__ import annotations

from collections.abc import Sequence

from mosaic_trainer.preference.candidate import Candidate, Reward
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.preference.tier import Tier


def tiered(candidates: Sequence[Candidate], settings: RewardSettings) -> list[Reward]:
    """A tier's worth, moved by at most half of `spread` (and `brevity`): less than half a gap."""
    brief = _brevity([_length(one) if settings.brevity else None for one in candidates])
    made: list[Reward] = []
    for one, short in zip(candidates, brief, strict=True):
        tier = settings.worth(one.verdict.tier)
        preference = settings.spread * (one.win_score - 0.5)
        parts = {"tier": tier, "preference": preference, "brevity": settings.brevity * short}
        made.append(Reward(sum(parts.values()), parts))
    return made


def scalar(candidates: Sequence[Candidate], settings: RewardSettings) -> list[Reward]:
    """A tier's worth, and nothing else."""
    return [Reward(worth, {"tier": worth}) for one in candidates for worth in (settings.worth(one.verdict.tier),)]


def _length(one: Candidate) -> int | None:
    """Length counts among the winners of the best tier alone: elsewhere it would teach to do less."""
    won = one.verdict.tier is Tier.ACCEPTABLE and one.win_score >= 0.5
    return one.outcome.policy_tokens if won else None


def _brevity(lengths: Sequence[int | None]) -> list[float]:
    """From 1, much shorter than the others, to -1; the mean is 0."""
    counted = [length for length in lengths if length is not None]
    mean = sum(counted) / len(counted) if counted else 0.0
    widest = max((abs(length - mean) for length in counted), default=0.0)
    return [0.0 if length is None or not widest else (mean - length) / widest for length in lengths]
