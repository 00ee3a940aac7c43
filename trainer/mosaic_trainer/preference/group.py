"""What a group was given, member by member, and how it came to that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mosaic_trainer.preference.comparison import Comparison
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.rollout.rollout import GroupKey
from mosaic_trainer.verifier.verdict import Verdict

if TYPE_CHECKING:
    from mosaic_trainer.judge.base import JudgeFailure

SILENT: Final = 1e-6
"""An advantage of this size or less is none."""


@dataclass(frozen=True, slots=True)
class Member:
    """One rollout's part."""

    verdict: Verdict | None = None
    """None: it could not be scored."""
    win_score: float | None = None
    """None: it was compared with nobody."""
    reward: float | None = None
    advantage: float | None = None
    """None: masked."""
    parts: Mapping[str, float] = field(default_factory=dict)
    """Of the reward."""
    tokens: int = 0
    masked: str = ""
    """Why it is."""

    @property
    def tier(self) -> Tier | None:
        """What the verifier said."""
        return self.verdict.tier if self.verdict else None

    @property
    def unsafe(self) -> bool:
        """Whether the verifier found a violation."""
        return self.verdict is not None and (self.verdict.harmful or self.verdict.tier is Tier.VIOLATED)


@dataclass(frozen=True, slots=True)
class GroupScores:
    """A scored group; members stand as the rollouts stood."""

    group: GroupKey
    members: tuple[Member, ...]
    dropped: str = ""
    """Why the whole group is masked."""
    comparisons: tuple[Comparison, ...] = ()
    failures: tuple[JudgeFailure, ...] = ()
    judge_calls: int = 0
    """Duels and rankings that the judge was asked for, whether it knew the answer already or not."""
    pairs: int = 0
    """All pairs of those that could be scored."""
    pairs_judged: int = 0
    """Of these the judge was asked about."""
    flip_rate: float | None = None
    """Of pairs seen twice, the share with two answers."""
    cycle_rate: float | None = None
    """Of triples that met, the share that runs in a circle."""

    @property
    def advantages(self) -> list[float | None]:
        """One a rollout; None: masked."""
        return [member.advantage for member in self.members]

    @property
    def zero_signal(self) -> bool:
        """Whether nothing can be learned from it."""
        return all(abs(a) <= SILENT for a in self.advantages if a is not None)

    @property
    def all_violated(self) -> bool:
        """Whether all that could be scored are violations."""
        return {m.tier for m in self.members if m.verdict} == {Tier.VIOLATED}
