"""Makes the checkpoint that reinforcement starts from: of a model that is given, or of nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mosaic_guard.protocol import PROTOCOL_VERSION
from mosaic_guard.protocol.conversation import Role
from mosaic_trainer.grpo.policy import Policy
from mosaic_trainer.grpo.settings import LoraSettings, SftSettings
from mosaic_trainer.grpo.telling import Told
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.scripted import Replier
from mosaic_trainer.scripted.slips import Slips
from mosaic_trainer.sft.lessons import Lessons
from mosaic_trainer.sft.supervised import train_supervised
from mosaic_trainer.sft.tiny import teach, untrained_policy
from mosaic_trainer.task.task import Task

CARD: Final = "mosaic.json"
"""Beside a model that was made here: what it is, and which protocol it speaks."""
NOTICE: Final = "A model of a million parameters, made for tests and smoke runs: it can guard nothing."


def start(
    policy: Policy | None,
    tasks: Sequence[Task],
    *,
    role: Role,
    limits: Limits,
    settings: SftSettings,
    lora: LoraSettings,
    out: Path,
    context: int = 4096,
    seed: int = 0,
    told: Told = lambda _step, _figures: None,
) -> None:
    """Show a policy how tasks are played, and write what it became to `out`.

    `policy` is what to begin with; None: a tiny model of this much `context` is made for the words of the tasks.
    """
    given = policy or untrained_policy(tasks, role, limits, context=context, seed=seed)
    replier = Replier("careless", Slips(settings.careless, settings.anxious))
    encoder = Encoder(given.tokenizer)
    lessons = Lessons(tasks=tasks, role=role, limits=limits, encoder=encoder, replier=replier, seed=seed)
    if policy:
        train_supervised(policy, lessons, settings=settings, lora=lora, out=out, seed=seed, told=told)
        return
    teach(given, lessons, settings, lambda step, loss: told(step + 1, {"loss": loss}))
    given.model.save_pretrained(out)
    given.tokenizer.save_pretrained(out)
    card = {"notice": NOTICE, "protocol": PROTOCOL_VERSION, "steps": settings.steps, "seed": seed}
    (out / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
