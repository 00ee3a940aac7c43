"""What is tried again and again while a run goes on: the judge, by pairs whose better one is known, and the policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING

from mosaic_trainer.evaluate.periodic import periodic
from mosaic_trainer.evaluate.played import Stage, by_model
from mosaic_trainer.judge import canary
from mosaic_trainer.judge.base import Judge
from mosaic_trainer.runs.config import Config
from mosaic_trainer.runs.crew import Crew
from mosaic_trainer.task.task import Task

if TYPE_CHECKING:
    from mosaic_trainer.grpo.pairwise import PairwiseTrainer

Watch = Callable[[int], Mapping[str, float]]
"""Looks at a run after a step: gives figures, none where nothing is due, or raises and so stops it."""


def watched_judge(config: Config, judge: Judge) -> Watch:
    """Test the judge every so many steps; raises JudgeError where it can't be believed."""

    def watch(step: int) -> Mapping[str, float]:
        if not canary.is_due(step, config.judge):
            return {}
        random = Random(f"{config.run.seed} judge canary {step}")  # noqa: S311  # a test that can be made again
        return {"judge_canary_accuracy": canary.check(judge, config.judge, random).accuracy}

    return watch


def watched_policy(config: Config, tasks: Sequence[Task], *, crew: Crew, trainer: PairwiseTrainer, main: bool) -> Watch:
    """Evaluate the policy every so many steps, on held-out tasks; the main process does it for all."""
    settings = config.evaluate
    if not settings.every:
        return lambda _step: {}
    stage = Stage(role=config.model.role, limits=config.sandbox, settings=settings, actor=crew.actor)
    evaluate = periodic(tasks, by_model(stage, crew.generator, crew.encoder, config.rollout), settings)

    def watch(step: int) -> Mapping[str, float]:
        if step % settings.every == 0:
            trainer.hand_over()
        return evaluate(step) if main else {}

    return watch
