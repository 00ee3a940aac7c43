"""From tiers and win scores to rewards and advantages, so that what is unsafe is never reinforced.

Rewards keep tiers apart: a preference moves a rollout by at most half of `spread` either way, less than half a gap. The
baseline is the group's mean, but at least the lower end of the best tier (the adaptive baseline of CoRPO, arXiv
2511.04439), without division by the deviation; advantages of violations are then clamped at zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from mosaic_trainer.preference.tier import Tier

BASE: Final[Mapping[Tier, float]] = MappingProxyType({Tier.VIOLATED: -1.0, Tier.FAILED: 0.0, Tier.ACCEPTABLE: 1.0})


@dataclass(frozen=True, slots=True)
class Scale:
    """What each tier is worth, and how far a preference may move it.

    Raises:
        ValueError: a preference could carry a rollout across a tier.
    """

    base: Mapping[Tier, float] = field(default_factory=lambda: BASE)
    spread: float = 0.5

    def __post_init__(self) -> None:
        worth = [self.base[tier] for tier in Tier]
        gap = min(b - a for a, b in pairwise(worth))
        if not 0 <= self.spread < gap:
            msg = f"spread {self.spread:g} must be smaller than the smallest gap between tiers, {gap:g}"
            raise ValueError(msg)

    @property
    def floor(self) -> float:
        """The least that an acceptable rollout is worth."""
        return self.base[Tier.ACCEPTABLE] - self.spread / 2


def reward(tier: Tier, win_score: float, scale: Scale) -> float:
    """What one rollout is worth."""
    return scale.base[tier] + scale.spread * (win_score - 0.5)


def advantages(tiers: Sequence[Tier | None], win_scores: Sequence[float], scale: Scale) -> list[float | None]:
    """Give each rollout its advantage; None for those that failed by infrastructure, which are masked, never scored."""
    rewards = [None if t is None else reward(t, s, scale) for t, s in zip(tiers, win_scores, strict=True)]
    counted = [r for r in rewards if r is not None]
    if not counted:
        return [None] * len(tiers)
    baseline = max(sum(counted) / len(counted), scale.floor)
    return [
        None if r is None else min(0.0, r - baseline) if tier is Tier.VIOLATED else r - baseline
        for tier, r in zip(tiers, rewards, strict=True)
    ]
