"""A group that was played and scored."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mosaic_trainer.preference.group import GroupScores
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.rollout.rollout import Rollout
from mosaic_trainer.task.task import Task


@dataclass(frozen=True, slots=True)
class ScoredGroup:
    """One task, its rollouts, and what each of them was given."""

    task: Task
    rollouts: tuple[Rollout, ...]
    scores: GroupScores

    @property
    def solved(self) -> float | None:
        """Share of the rollouts that were acceptable; None when none could be scored."""
        tiers = [member.tier for member in self.scores.members if member.tier is not None and not member.masked]
        return tiers.count(Tier.ACCEPTABLE) / len(tiers) if tiers else None

    def without_signal(self, why: str) -> ScoredGroup:
        """The same, masked."""
        members = tuple(replace(m, advantage=None, masked=m.masked or why) for m in self.scores.members)
        return replace(self, scores=replace(self.scores, members=members, dropped=self.scores.dropped or why))


def capped(groups: list[ScoredGroup], share: float) -> list[ScoredGroup]:
    """Mask the groups of violations only that are more than a share of all, so that a step is not all about them."""
    left = int(share * len(groups))
    kept = []
    for group in groups:
        if group.scores.all_violated and not group.scores.dropped:
            left -= 1
            kept.append(group if left >= 0 else group.without_signal("too many groups of violations only"))
        else:
            kept.append(group)
    return kept
