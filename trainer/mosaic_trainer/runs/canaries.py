"""What is tried before the first step: that the run samples from what it trains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from mosaic_trainer.canaries.adapter import check_adapter
from mosaic_trainer.canaries.logprobs import check_logprobs
from mosaic_trainer.canaries.round_trip import check_round_trip
from mosaic_trainer.canaries.sampling import draw
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.runs.config import Config
from mosaic_trainer.runs.crew import Crew
from mosaic_trainer.scripted import Replier
from mosaic_trainer.task.task import Task

if TYPE_CHECKING:
    from mosaic_trainer.grpo.pairwise import PairwiseTrainer

PROMPTS: Final = 4
"""Beginnings of tasks that are sampled from."""


def try_out(config: Config, tasks: Sequence[Task], *, crew: Crew, trainer: PairwiseTrainer) -> Iterator[str]:
    """Try adapter, logprobs and tokenizer, one after the other, and tell of each; raises CanaryError."""
    begun = [opening for task in tasks[: 10 * PROMPTS] if (opening := _opening(task, config, crew.encoder))][:PROMPTS]
    prompts, replies = [prompt for prompt, _ in begun], [reply for _, reply in begun]

    sample = partial(draw, crew.generator, prompts)
    trainer.hand_over("canary")
    samples = sample()
    check_round_trip(crew.encoder, replies, samples)
    gap = check_logprobs(trainer.model, prompts, samples)
    yield f"trainer and engine agree on logprobs within {gap.largest:.2g}"
    check_adapter(trainer.model, trainer.hand_over, prompts, sample)
    yield "the adapter reaches the rollouts"


def _opening(task: Task, config: Config, encoder: Encoder) -> tuple[tuple[int, ...], str] | None:
    """Give the first prompt of a task and a right reply; None where the policy is asked nothing."""
    session = open_session(task, config.model.role, seed=config.run.seed, limits=config.sandbox)
    try:
        conversation = session.conversation
        return (encoder.start(conversation), Replier("reference")(session)) if conversation else None
    finally:
        session.close()
