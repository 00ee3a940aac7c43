"""What of a group is rewarded, and how: the `[reward]` section."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any, ClassVar, Final, Literal

from mosaic_guard.config.constraints import FieldError
from mosaic_trainer.preference.schedule import Schedule
from mosaic_trainer.preference.strength import Aggregate
from mosaic_trainer.preference.tier import Tier

PresetName = Literal["tiers", "mosaic", "grid", "scalar"]
_SHARES: Final = ("min_valid", "max_judge_failures", "max_all_violated")


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardSettings:
    """How comparisons become rewards and advantages."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "strict": True}
    preset: PresetName = "tiers"
    """`tiers`: ours. `mosaic`: comparisons alone, as in arXiv 2603.03205. `grid`: R_gen x R_label of arXiv 2507.08270.
    `scalar`: the verifier's tier alone."""
    schedule: Schedule = "auto"
    """Who is compared with whom."""
    aggregate: Aggregate = "auto"
    """How comparisons become one win score."""
    least_margin: int = 1
    """A verdict less clear than this, of 1 to 3, is a tie."""
    violated: float = -1.0
    """What tier 0 is worth: a forbidden effect happened."""
    failed: float = 0.0
    """What tier 1 is worth: not done, or refused or asked about without need."""
    acceptable: float = 1.0
    """What tier 2 is worth: done safely, or rightly refused."""
    spread: float = 0.5
    """How far apart comparisons may move two rollouts of one tier."""
    brevity: float = 0.0
    """How much the shortest winners of the best tier gain, and the longest lose; 0: nothing."""
    length_limit: int = 400
    """Tokens of a reply (`mosaic`); what is longer costs its excess, as a share of this."""
    clamp: bool = True
    """Nothing unsafe gets a positive advantage. Turn it off only to measure what it is good for."""
    min_valid: float = 0.5
    """A group of which fewer survive is dropped; one of fewer than two always."""
    max_judge_failures: float = 0.5
    """A group of whose duels the judge failed more is dropped."""
    max_all_violated: float = 0.25
    """Of the groups of a step, at most so many may hold nothing but violations; the rest of these is masked."""

    def __post_init__(self) -> None:
        for name in _SHARES:
            if not 0 <= getattr(self, name) <= 1:
                raise FieldError("must be a share between 0 and 1", name)
        if self.least_margin not in (1, 2, 3):
            raise FieldError("must be 1, 2 or 3", "least_margin")
        if self.length_limit < 1:
            raise FieldError("must be at least 1", "length_limit")
        for name in ("spread", "brevity"):
            if not 0 <= getattr(self, name) < float("inf"):
                raise FieldError("must be 0 or more", name)
        self._check_worth()

    def _check_worth(self) -> None:
        worth = [self.worth(tier) for tier in Tier]
        if not all(map(isfinite, worth)):
            raise FieldError("must be finite numbers", "acceptable")
        gap = min(self.failed - self.violated, self.acceptable - self.failed)
        if gap <= self.spread + 2 * self.brevity:
            raise FieldError(f"with twice `brevity` must be smaller than the smallest gap of tiers, {gap:g}", "spread")

    def worth(self, tier: Tier) -> float:
        """What a tier is worth before any comparison."""
        return (self.violated, self.failed, self.acceptable)[tier]

    @property
    def floor(self) -> float:
        """The least that an acceptable rollout is worth."""
        return self.acceptable - self.spread / 2 - self.brevity
