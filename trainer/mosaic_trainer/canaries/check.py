"""All canaries of a run, before its first step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from mosaic_guard.protocol.conversation import Role
from mosaic_trainer.canaries.adapter import check_adapter
from mosaic_trainer.canaries.logprobs import Gap, check_logprobs
from mosaic_trainer.canaries.round_trip import check_round_trip
from mosaic_trainer.canaries.sampling import Ids, draw
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.generator import Generator
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.scripted import reply_for
from mosaic_trainer.task.task import Task


def check_run(trainer: Any, generator: Generator, encoder: Encoder, questions: Sequence[tuple[Ids, str]]) -> Gap:
    """Let every canary sing on `questions`; gives how far engine and trainer are apart.

    Raises:
        CanaryError: training would learn nothing, or the wrong thing.
    """
    prompts = [ids for ids, _ in questions]
    model = trainer.accelerator.unwrap_model(trainer.model)
    trainer.hand_over("canary")
    samples = draw(generator, prompts)
    check_round_trip(encoder, [reply for _, reply in questions], samples)
    gap = check_logprobs(model, prompts, samples)
    check_adapter(model, trainer.hand_over, partial(draw, generator, prompts))
    return gap


def questions(
    tasks: Iterable[Task], role: Role, limits: Limits, encoder: Encoder, count: int = 4
) -> list[tuple[Ids, str]]:
    """Give the first question of some tasks, with the right reply."""
    found: list[tuple[Ids, str]] = []
    for task in tasks:
        session = open_session(task, role, 0, limits)
        if session.conversation is not None:
            found.append((encoder.start(session.conversation), reply_for("reference", session)))
        session.close()
        if len(found) == count:
            break
    return found
