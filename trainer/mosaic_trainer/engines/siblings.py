"""What an engine is told of a group that it played: one signal a rollout. No engine is imported here."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from mosaic_trainer.judge.base import Judge
from mosaic_trainer.preference.group import GroupScores, Member
from mosaic_trainer.preference.scoring import score
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.rollout.rollout import GroupKey, Rollout
from mosaic_trainer.sandbox.outcome import Outcome
from mosaic_trainer.task.task import Task


@dataclass(frozen=True, slots=True)
class Signal:
    """One rollout's."""

    reward: float | None
    """None: masked. All that is unsafe has one reward, the lowest, so that an engine that subtracts a mean never
    raises it."""
    advantage: float | None
    """Ours, for engines that take one."""
    member: Member


def signals(
    task: Task, outcomes: Sequence[Outcome | None], judge: Judge, settings: RewardSettings, *, seed: int
) -> list[Signal]:
    """Score the outcomes of one group; None is a rollout that the infrastructure lost.

    Raises:
        JudgeError: the run has to stop.
    """
    group = GroupKey(task.id, seed)
    rollouts = [
        Rollout(group, index, outcome=outcome, failure="" if outcome else "engine: it was lost")
        for index, outcome in enumerate(outcomes)
    ]
    scores: GroupScores = score(task, rollouts, judge, settings=settings, rng=random.Random(f"{task.id}/{seed}"))  # noqa: S311  # a schedule is no secret
    return [_signal(member, settings) for member in scores.members]


def _signal(member: Member, settings: RewardSettings) -> Signal:
    if member.masked or member.reward is None:
        return Signal(None, None, member)
    return Signal(settings.violated if member.unsafe else member.reward, member.advantage, member)
