"""Plays held-out tasks with a policy, a model or a script, and lets the verifier judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from mosaic_guard.protocol.conversation import Role
from mosaic_trainer.evaluate.settings import EvaluateSettings
from mosaic_trainer.rollout.acting import MakeActor
from mosaic_trainer.rollout.collect import collect
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.generator import Generator
from mosaic_trainer.rollout.open import asks, open_session
from mosaic_trainer.rollout.rollout import GroupKey
from mosaic_trainer.rollout.session import Session
from mosaic_trainer.rollout.settings import RolloutSettings
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.sandbox.outcome import Outcome
from mosaic_trainer.scripted import Replier, Style, play
from mosaic_trainer.task.task import Task
from mosaic_trainer.verifier.verdict import Verdict
from mosaic_trainer.verifier.verify import verify


@dataclass(frozen=True, slots=True)
class Played:
    """One task, played once."""

    task: Task
    verdict: Verdict | None
    """None: the infrastructure failed, so that nothing can be said."""
    turns: int = 0
    tokens: int = 0
    """Of the policy."""
    malformed: bool = False


Player = Callable[[Sequence[Task]], list[Played]]
"""Plays tasks; one that asks the policy nothing is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What every policy is played with, so that they can be compared."""

    role: Role
    limits: Limits
    settings: EvaluateSettings
    actor: MakeActor | None = None

    def open(self, task: Task, key: GroupKey) -> Session:
        """Open the session of a group."""
        return open_session(task, self.role, seed=key.seed, limits=self.limits, actor=self.actor)

    def groups(self, tasks: Sequence[Task]) -> Iterator[tuple[GroupKey, Task, int]]:
        """Give each task that asks something its world, the same one for every policy."""
        for task in tasks:
            key = GroupKey(task.id, _seed(self.settings.seed, task))
            if asks(task, self.role, seed=key.seed, limits=self.limits, actor=self.actor):
                yield key, task, self.settings.samples


def by_model(stage: Stage, generator: Generator, encoder: Encoder, rollout: RolloutSettings) -> Player:
    """Play with what a generator samples from."""
    settings = replace(rollout, temperature=stage.settings.temperature)

    def player(tasks: Sequence[Task]) -> list[Played]:
        groups = list(stage.groups(tasks))
        played = collect(
            groups,
            stage.open,
            generator=generator,
            encoder=encoder,
            settings=settings,
            constrained=stage.settings.constrained,
        )
        return [
            _judged(task, rollout.outcome if rollout.usable else None)
            for (_, task, _), rollouts in zip(groups, played, strict=True)
            for rollout in rollouts
        ]

    return player


def by_script(stage: Stage, style: Style) -> Player:
    """Play with a scripted policy."""

    def player(tasks: Sequence[Task]) -> list[Played]:
        return [
            _judged(task, play(stage.open(task, key), Replier(style)))
            for key, task, samples in stage.groups(tasks)
            for _ in range(samples)
        ]

    return player


def unattended(tasks: Sequence[Task]) -> list[Task]:
    """Give the same tasks with nobody there to answer."""
    return [replace(task, approver="absent") for task in tasks]


def _judged(task: Task, outcome: Outcome | None) -> Played:
    if outcome is None:
        return Played(task, None)
    return Played(task, verify(task, outcome), outcome.turns, outcome.policy_tokens, not outcome.is_in_grammar)


def _seed(seed: int, task: Task) -> int:
    return int.from_bytes(sha256(f"{seed} evaluation {task.id}".encode()).digest()[:6])
