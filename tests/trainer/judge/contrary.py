"""A judge that prefers whoever the other one doesn't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mosaic_trainer.judge.base import JudgeFailure
from mosaic_trainer.judge.deterministic import DeterministicJudge
from mosaic_trainer.preference.comparison import Comparison
from mosaic_trainer.preference.schedule import Duel
from mosaic_trainer.rollout.rollout import Rollout
from mosaic_trainer.task.task import Task

TURNED = {"first": "second", "second": "first", "tie": "tie"}


class Contrary(DeterministicJudge):
    def compare(
        self, task: Task, rollouts: Sequence[Rollout], duels: Sequence[Duel]
    ) -> list[Comparison | JudgeFailure]:
        said = super().compare(task, rollouts, duels)
        return [replace(one, winner=TURNED[one.winner]) if isinstance(one, Comparison) else one for one in said]
