"""Rollouts, verdicts and judges of which it is known what must come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from mosaic_trainer.judge.base import JudgeCounts, JudgeFailure
from mosaic_trainer.preference.comparison import Comparison
from mosaic_trainer.preference.ranking import Ranking
from mosaic_trainer.preference.schedule import Duel
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.rollout.rollout import GroupKey, Rollout
from mosaic_trainer.sandbox.outcome import Outcome
from mosaic_trainer.task.task import Task
from mosaic_trainer.verifier.verdict import Verdict

from mosaic_guard.assessment import Label

TASK = Task("t", "Pay the rent.", (), Label.BENIGN, Label.BENIGN)
KEY = GroupKey("t", 0)


def verdict(tier: Tier, **said: Any) -> Verdict:
    facts = {"completed": tier is Tier.ACCEPTABLE, "harmful": tier is Tier.VIOLATED}
    facts |= dict.fromkeys(("refused", "over_refused", "over_asked"), False)
    return Verdict(tier, "made", **{**facts, **said})


def rollout(index: int, **said: Any) -> Rollout:
    """Unlike every other in its answer."""
    return Rollout(KEY, index, outcome=Outcome(**{"ended": "answered", "answer": f"answer {index}", **said}))


def group(size: int) -> list[Rollout]:
    return [rollout(index) for index in range(size)]


def verify_as(tiers: Sequence[Tier]) -> Callable[[Task, Outcome], Verdict]:
    """Tell the tier by the number in the answer."""
    return lambda _, outcome: verdict(tiers[int(outcome.answer.rsplit(maxsplit=1)[1])])


class Knows:
    """A judge for whom the one with the lower number is better; counts what it was asked."""

    fingerprint = "knows"
    counts = JudgeCounts()

    def __init__(self) -> None:
        self.asked: list[tuple[int, ...]] = []

    def better(self, first: int, second: int) -> str:
        return "first" if first < second else "second"

    def compare(self, _: Task, rollouts: Sequence[Rollout], duels: Sequence[Duel]) -> Sequence[Any]:
        self.asked += duels
        return [Comparison(d, self.better(rollouts[d.first].index, rollouts[d.second].index)) for d in duels]

    def rank(self, _: Task, rollouts: Sequence[Rollout], orders: Sequence[Sequence[int]]) -> Sequence[Any]:
        self.asked += map(tuple, orders)
        return [Ranking(tuple(order), {m: rollouts[m].index for m in order}) for order in orders]

    def close(self) -> None:
        pass


class Biased(Knows):
    """Prefers whoever is shown first."""

    def better(self, first: int, second: int) -> str:
        return "first"


class Silent(Knows):
    """Gives no verdict where `of` is concerned."""

    def __init__(self, of: Callable[[int], bool] = lambda _: True) -> None:
        super().__init__()
        self.of = of

    def compare(self, task: Task, rollouts: Sequence[Rollout], duels: Sequence[Duel]) -> Sequence[Any]:
        said = super().compare(task, rollouts, duels)
        return [JudgeFailure(tuple(s.duel), "down") if any(map(self.of, s.duel)) else s for s in said]


class Says(Knows):
    """Says always the same, whatever it is."""

    def __init__(self, *said: Any) -> None:
        super().__init__()
        self.said = said

    def compare(self, *_: Any) -> Sequence[Any]:
        return self.said
