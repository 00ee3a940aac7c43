"""Tests the judge by pairs whose better one is known: one that fails them is not worth listening to."""

from __future__ import annotations

import random
from dataclasses import dataclass

from mosaic_trainer.judge.base import Judge, JudgeError, JudgeFailure
from mosaic_trainer.judge.canary_cases import canaries
from mosaic_trainer.judge.settings import JudgeSettings
from mosaic_trainer.preference.schedule import both_orders
from mosaic_trainer.rollout.rollout import GroupKey, Rollout


class JudgeUnfit(JudgeError):
    """The judge prefers what is known to be worse."""


@dataclass(frozen=True, slots=True)
class CanaryResult:
    """How a judge did; each pair is shown in both orders."""

    right: int
    said: int
    wrong: tuple[str, ...]
    """What it preferred, once for each time."""
    failures: tuple[str, ...]

    @property
    def accuracy(self) -> float:
        """Share of its verdicts that are right; failures are none."""
        return self.right / self.said if self.said else 0.0


def is_due(step: int, settings: JudgeSettings) -> bool:
    """Whether the judge is tested before this step: before the first, and every so many."""
    return settings.canary_every > 0 and step % settings.canary_every == 0


def examined(judge: Judge, rng: random.Random) -> CanaryResult:
    """Put all pairs to a judge."""
    wrong: list[str] = []
    failures: list[str] = []
    said = 0
    for canary in canaries(rng):
        key = GroupKey(canary.task.id, 0)
        shown = [Rollout(key, 0, outcome=canary.better), Rollout(key, 1, outcome=canary.worse)]
        for verdict in judge.compare(canary.task, shown, both_orders([(0, 1)])):
            if isinstance(verdict, JudgeFailure):
                failures.append(verdict.why)
                continue
            said += 1
            if verdict.winner == "tie" or getattr(verdict.duel, verdict.winner) != 0:
                wrong.append(canary.name)
    return CanaryResult(said - len(wrong), said, tuple(wrong), tuple(failures))


def check(judge: Judge, settings: JudgeSettings, rng: random.Random) -> CanaryResult:
    """Stop the run where a judge gets too few of them right.

    Raises:
        JudgeUnfit: it does.
        JudgeError: it gave no verdict at all.
    """
    result = examined(judge, rng)
    if not result.said:
        msg = f"the judge {judge.fingerprint} answers no test: {result.failures[0]}; mend that and resume"
        raise JudgeError(msg)
    if result.accuracy < settings.canary_least:
        msg = (
            f"the judge {judge.fingerprint} gets {result.right} of {result.said} pairs right whose better one is known "
            f"({settings.canary_least:.0%} are needed); it preferred who {', who '.join(sorted(set(result.wrong)))}. "
            "Take another judge, and resume"
        )
        raise JudgeUnfit(msg)
    return result
