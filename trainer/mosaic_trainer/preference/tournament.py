"""Plays a schedule: asks the judge, round by round, about all pools of a group at once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from mosaic_trainer.judge.base import Judge, JudgeFailure
from mosaic_trainer.preference import swiss
from mosaic_trainer.preference.comparison import Comparison, flip_rate, scores
from mosaic_trainer.preference.ranking import Ranking, contested
from mosaic_trainer.preference.schedule import Duel, Schedule, both_orders, schedule
from mosaic_trainer.rollout.rollout import Rollout
from mosaic_trainer.task.task import Task


@dataclass(slots=True)
class Tournament:
    """One group's comparisons, as they come in."""

    task: Task
    rollouts: Sequence[Rollout]
    judge: Judge
    comparisons: list[Comparison] = field(default_factory=list)
    """What counts."""
    failures: list[JudgeFailure] = field(default_factory=list)
    asked: int = 0
    flips: float | None = None

    def play(self, pools: Sequence[Sequence[int]], kind: Schedule, rng: random.Random, least_margin: int = 1) -> None:
        """Compare inside each pool; pools of one have nobody to meet."""
        pools = [pool for pool in pools if len(pool) > 1]
        match kind:
            case "swiss":
                self._swiss(pools, rng, least_margin)
            case "listwise":
                self._listwise(pools, rng)
            case _:
                fixed = None if kind == "auto" else kind
                self._duel([duel for pool in pools for duel in schedule(pool, rng, fixed)])
        if kind != "listwise":
            self.flips = flip_rate(self.comparisons)

    def _swiss(self, pools: Sequence[Sequence[int]], rng: random.Random, least_margin: int) -> None:
        for turn in range(max((swiss.rounds(len(pool)) for pool in pools), default=0)):
            standing = scores(self.comparisons, least_margin)
            playing = [pool for pool in pools if turn < swiss.rounds(len(pool))]
            self._duel([duel for pool in playing for duel in swiss.pairing(pool, standing, rng)])

    def _listwise(self, pools: Sequence[Sequence[int]], rng: random.Random) -> None:
        """Two rankings in different orders; pools of two are a duel at once."""
        lists = [rng.sample(pool, len(pool)) for pool in pools if len(pool) > 2 for _ in range(2)]
        said = self._rank(lists)
        again = contested(said)
        self.flips = flip_rate(said)
        self.comparisons += [one for one in said if (min(one.duel), max(one.duel)) not in set(again)]
        self._duel(both_orders([*again, *((pool[0], pool[1]) for pool in pools if len(pool) == 2)]))

    def _rank(self, lists: Sequence[Sequence[int]]) -> list[Comparison]:
        self.asked += len(lists)
        answers = self.judge.rank(self.task, self.rollouts, lists) if lists else ()
        said: list[Comparison] = []
        for order, answer in zip(lists, _as_many(answers, lists), strict=True):
            if isinstance(answer, Ranking) and answer.order == tuple(order) and answer.is_wellformed:
                said += answer.comparisons()
            else:
                self._failed(order, answer)
        return said

    def _duel(self, duels: Sequence[Duel]) -> None:
        self.asked += len(duels)
        answers = self.judge.compare(self.task, self.rollouts, duels) if duels else ()
        for duel, answer in zip(duels, _as_many(answers, duels), strict=True):
            if isinstance(answer, Comparison) and answer.duel == duel and answer.is_wellformed:
                self.comparisons.append(answer)
            else:
                self._failed(duel, answer)

    def _failed(self, members: Sequence[int], answer: object) -> None:
        why = answer.why if isinstance(answer, JudgeFailure) else f"no verdict: {answer!r:.200}"
        self.failures.append(JudgeFailure(tuple(members), why))


def _as_many(answers: Sequence[object], questions: Sequence[object]) -> Sequence[object]:
    """A judge that gives another number of answers than it was asked for has given none: which is which is unknown."""
    wrong = f"{len(answers)} answers to {len(questions)} questions"
    return answers if len(answers) == len(questions) else [JudgeFailure((), wrong)] * len(questions)
