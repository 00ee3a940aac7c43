"""What is tried before the first step: that the run samples from what it trains, and that the judge can be believed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final

from mosaic_trainer.canaries.adapter import check_adapter
from mosaic_trainer.canaries.logprobs import check_logprobs
from mosaic_trainer.canaries.round_trip import check_round_trip
from mosaic_trainer.canaries.sampling import draw
from mosaic_trainer.judge import canary
from mosaic_trainer.judge.base import Judge
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.generator import Generator
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.runs.config import Config
from mosaic_trainer.scripted import Replier
from mosaic_trainer.task.task import Task

PROMPTS: Final = 4
"""Beginnings of tasks that are sampled from."""


def try_out(
    config: Config, tasks: Sequence[Task], encoder: Encoder, generator: Generator, trainer: Any
) -> Iterator[str]:
    """Try adapter, logprobs and tokenizer, one after the other, and tell of each; raises CanaryError."""
    begun = [opening for task in tasks[: 10 * PROMPTS] if (opening := _opening(task, config, encoder))][:PROMPTS]
    prompts, replies = [prompt for prompt, _ in begun], [reply for _, reply in begun]

    def hand_over(version: str) -> None:
        folder = Path(trainer.args.output_dir, "adapters", version)
        trainer.save_adapter(folder)
        generator.update(str(folder), version)

    sample = partial(draw, generator, prompts)
    hand_over("canary")
    samples = sample()
    check_round_trip(encoder, replies, samples)
    gap = check_logprobs(trainer.model, prompts, samples)
    yield f"trainer and engine agree on logprobs within {gap.largest:.2g}"
    check_adapter(trainer.model, hand_over, sample)
    yield "the adapter reaches the rollouts"


def judge_watched(config: Config, judge: Judge) -> Callable[[int], Mapping[str, float]]:
    """Make what tests the judge where that is due after a step; it raises JudgeError."""

    def watch(step: int) -> Mapping[str, float]:
        if not canary.is_due(step, config.judge):
            return {}
        random = Random(f"{config.run.seed} judge canary {step}")  # noqa: S311  # a test that can be made again
        return {"judge_canary_accuracy": canary.check(judge, config.judge, random).accuracy}

    return watch


def _opening(task: Task, config: Config, encoder: Encoder) -> tuple[tuple[int, ...], str] | None:
    """Give the first prompt of a task and a right reply; None where the policy is asked nothing."""
    session = open_session(task, config.model.role, config.run.seed, config.sandbox)
    try:
        conversation = session.conversation
        return (encoder.start(conversation), Replier("reference")(session)) if conversation else None
    finally:
        session.close()
