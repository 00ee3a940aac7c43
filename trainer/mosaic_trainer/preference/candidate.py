"""What a preset is told of one rollout, and what it makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.rollout.rollout import Rollout
from mosaic_trainer.sandbox.outcome import Outcome
from mosaic_trainer.task.task import Task
from mosaic_trainer.verifier.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rollout that can be scored."""

    task: Task
    rollout: Rollout
    outcome: Outcome
    verdict: Verdict
    win_score: float = 0.5

    @property
    def longest_reply(self) -> int:
        """Tokens of its longest reply; their mean where no token ids were kept."""
        replies = [sum(run) for sampled, run in groupby(self.rollout.mask) if sampled]
        return max(replies, default=self.outcome.policy_tokens // max(1, self.outcome.turns))


@dataclass(frozen=True, slots=True)
class Reward:
    """What one rollout is worth, and the parts it is made of, which are metrics."""

    total: float
    parts: Mapping[str, float]


Rewarding = Callable[[Sequence[Candidate], RewardSettings], list[Reward]]
"""Rewards all candidates of a group."""
