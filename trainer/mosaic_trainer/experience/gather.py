"""A step: play groups, score them, and play others in place of those that teach nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, cycle, islice
from random import Random
from typing import Final

from mosaic_trainer.experience.group import ScoredGroup, capped
from mosaic_trainer.preference.group import GroupScores
from mosaic_trainer.rollout.rollout import GroupKey, Rollout
from mosaic_trainer.task.task import Task

Play = Callable[[Sequence[tuple[GroupKey, Task, int]]], list[list[Rollout]]]
"""Plays groups of so many rollouts each."""
Score = Callable[[Task, Sequence[Rollout], Random], GroupScores]
Others = Callable[[Task], Iterator[Task]]
"""Tasks to play instead of one."""
Asks = Callable[[Task, int], bool]
"""Whether a task, with this seed, asks the policy anything."""
_TRIES: Final = 20
"""Tasks that are looked at to find one that asks something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a step is gathered."""

    group_size: int
    seed: int
    """Of the run."""
    resample: int = 0
    """How often a group without a signal is replaced."""
    all_violated: float = 1.0
    """Share of the groups that may be violations only."""
    judging: int = 1
    """Groups that are judged at the same time."""


@dataclass(frozen=True, slots=True)
class Experience:
    """What came of a step."""

    groups: tuple[ScoredGroup, ...]
    """What is trained on."""
    replaced: tuple[ScoredGroup, ...]
    """What taught nothing, and was played anew with another task."""
    generation: float
    """Seconds."""
    judging: float

    @property
    def all(self) -> tuple[ScoredGroup, ...]:
        """Everything that was played."""
        return (*self.replaced, *self.groups)


@dataclass(frozen=True, slots=True)
class World:
    """How tasks are played and scored."""

    play: Play
    score: Score
    others: Others
    asks: Asks


def gather(tasks: Sequence[Task], step: int, *, place: int, plan: Plan, world: World) -> Experience:
    """Gather one group for each task; `place` is that of the first one among all of the step, over all processes."""
    seeds = [_seed(plan, step, place + at) for at in range(len(tasks))]
    spare = [chain([task], world.others(task), cycle([task])) for task in tasks]
    groups: dict[int, ScoredGroup] = {}
    replaced: list[ScoredGroup] = []
    generation = judging = 0.0
    waiting = {at: _next(spare[at], seeds[at], world.asks) for at in range(len(tasks))}
    for attempt in range(plan.resample + 1):
        keys = {at: GroupKey(task.id, seeds[at], attempt) for at, task in waiting.items()}
        began = time.perf_counter()
        played = world.play([(keys[at], task, plan.group_size) for at, task in waiting.items()])
        generated = time.perf_counter()
        with ThreadPoolExecutor(plan.judging) as pool:
            randoms = [Random(f"{plan.seed} judge {key}") for key in keys.values()]  # noqa: S311  # see Curriculum
            scored = list(pool.map(world.score, waiting.values(), played, randoms))
        generation += generated - began
        judging += time.perf_counter() - generated
        for (at, task), rollouts, scores in zip(list(waiting.items()), played, scored, strict=True):
            groups[at] = ScoredGroup(task, tuple(rollouts), scores)
        silent = [at for at in waiting if groups[at].scores.zero_signal]
        if not silent or attempt == plan.resample:
            break
        replaced += [groups[at] for at in silent]
        waiting = {at: _next(spare[at], seeds[at], world.asks) for at in silent}
    kept = capped([groups[at] for at in range(len(tasks))], plan.all_violated)
    return Experience(tuple(kept), tuple(replaced), generation, judging)


def _next(tasks: Iterator[Task], seed: int, asks: Asks) -> Task:
    """Find a task in which the policy has something to say: a guard is not asked about what only reads."""
    seen = list(islice(tasks, 1))
    while not asks(seen[-1], seed) and len(seen) < _TRIES:
        seen += islice(tasks, 1)
    return seen[-1]


def _seed(plan: Plan, step: int, place: int) -> int:
    """Another world for every place in every step, the same one in a resumed run."""
    return int.from_bytes(sha256(f"{plan.seed} group {step} {place}".encode()).digest()[:6])
