"""Experience as the optimiser takes it: batches of rows, step after step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Final

from mosaic_guard.protocol.conversation import Role
from mosaic_guard.trajectory import JSON
from mosaic_trainer.experience.curriculum import Curriculum
from mosaic_trainer.experience.figures import Part, figures, part
from mosaic_trainer.experience.gather import Experience, Plan, World, gather
from mosaic_trainer.grpo.batch import Batch, row
from mosaic_trainer.judge.base import Judge
from mosaic_trainer.preference.group import GroupScores
from mosaic_trainer.preference.scoring import score
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.rollout.acting import MakeActor
from mosaic_trainer.rollout.collect import collect
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.generator import Generator
from mosaic_trainer.rollout.open import asks, open_session
from mosaic_trainer.rollout.rollout import GroupKey, Rollout
from mosaic_trainer.rollout.session import Session
from mosaic_trainer.rollout.settings import RolloutSettings
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.task.task import Task

Exchange = Callable[[list[Part]], list[Part]]
"""Gives every process the parts of all; `accelerate.utils.gather_object` does."""
Seen = Callable[[int, Experience], None]
"""Hears of what this process gathered in a step, to write it down."""


@dataclass(frozen=True, slots=True)
class Share:
    """Which part of a step is this process's."""

    rank: int = 0
    processes: int = 1
    exchange: Exchange = list


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """All that rollouts and their scores depend on, but the tasks."""

    role: Role
    groups: int
    """Of a step, over all processes."""
    plan: Plan
    rollout: RolloutSettings
    limits: Limits
    reward: RewardSettings
    actor: MakeActor | None = None


_ALONE: Final = Share()


class RolloutSource:
    """Picks, plays and scores."""

    def __init__(
        self,
        curriculum: Curriculum,
        setting: Setting,
        *,
        generator: Generator,
        encoder: Encoder,
        judge: Judge,
        share: Share = _ALONE,
        seen: Seen = lambda _step, _experience: None,
    ) -> None:
        self._curriculum = curriculum
        self._setting = setting
        self._share = share
        self._seen = seen
        self._filler = encoder.end
        self._play = partial(collect, open=self._open, generator=generator, encoder=encoder, settings=setting.rollout)
        self._judge = judge

    def batch(self, step: int) -> Batch:
        """Sample and score this process's share of a step."""
        tasks = self._curriculum.pick(step, self._setting.groups)
        own = len(tasks) // self._share.processes
        place = own * self._share.rank
        world = World(self._play, self._score, partial(self._curriculum.others, step=step), self._asks)
        gathered = gather(tasks[place : place + own], step, place=place, plan=self._setting.plan, world=world)
        parts = self._share.exchange([part(gathered)])
        for told in parts:
            self._curriculum.learn(told.solved)
        self._seen(step, gathered)
        rows = (
            row(rollout, member.advantage, member.reward or 0.0, self._filler)
            for group in gathered.groups
            for rollout, member in zip(group.rollouts, group.scores.members, strict=True)
        )
        return Batch(tuple(rows), figures(parts))

    def state(self) -> Mapping[str, JSON]:
        """Say how often each task was solved."""
        return self._curriculum.state()

    def restore(self, state: Mapping[str, JSON]) -> None:
        """Know what `state` said."""
        self._curriculum.restore(state)

    def _open(self, task: Task, key: GroupKey) -> Session:
        return open_session(
            task, self._setting.role, seed=key.seed, limits=self._setting.limits, actor=self._setting.actor
        )

    def _asks(self, task: Task, seed: int) -> bool:
        return asks(task, self._setting.role, seed=seed, limits=self._setting.limits, actor=self._setting.actor)

    def _score(self, task: Task, rollouts: Sequence[Rollout], random: Random) -> GroupScores:
        return score(task, rollouts, self._judge, settings=self._setting.reward, rng=random)
