"""Who takes part in a run, once all of them are there."""

from __future__ import annotations

from dataclasses import dataclass

from mosaic_trainer.grpo.policy import Policy
from mosaic_trainer.judge.base import Judge
from mosaic_trainer.rollout.acting import MakeActor
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.generator import Generator


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who is trained, who samples from it, who acts beside it, and who judges."""

    policy: Policy
    encoder: Encoder
    generator: Generator
    actor: MakeActor | None
    """In guard role, where the agent that is guarded is a served model."""
    judge: Judge
