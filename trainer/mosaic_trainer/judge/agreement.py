"""How far a judge agrees with the deterministic one, on rollouts of scripted policies."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations

from mosaic_guard.protocol.conversation import Role
from mosaic_trainer.judge.base import Judge, Verify
from mosaic_trainer.judge.deterministic import DeterministicJudge
from mosaic_trainer.judge.identity import identity
from mosaic_trainer.preference.comparison import Comparison, flip_rate, scores
from mosaic_trainer.preference.schedule import Duel, both_orders
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.rollout.rollout import GroupKey, Rollout
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.scripted import STYLES, Replier, play
from mosaic_trainer.task.task import Task
from mosaic_trainer.verifier.verify import verify as our_verifier


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rollouts that can be told apart, and what both judges say: 1, 0 or 0.5 for the first one."""

    is_inside: bool
    """Of one tier: what a judge is asked about in training."""
    margin: int
    reference: float
    judged: float | None
    """None: there was no verdict."""
    flips: float | None = None
    """1 where the judge said other things in both orders."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What pairs amount to."""

    pairs: int
    failures: int
    same: float | None
    """Share of the verdicts that are the reference's."""
    opposed: float | None
    """Share in which the other one wins."""
    kappa: float | None
    """Cohen's; 0 is what chance gives."""
    flip_rate: float | None


def agreement(pairs: Iterable[Pair]) -> Agreement:
    """Count; both orientations of a pair count, so that which one stands first is no information."""
    pairs = list(pairs)
    said = [(pair.reference, pair.judged) for pair in pairs if pair.judged is not None]
    flips = [pair.flips for pair in pairs if pair.flips is not None]
    same = _share(one == other for one, other in said)
    opposed = _share({one, other} == {0.0, 1.0} for one, other in said)
    flipped = sum(flips) / len(flips) if flips else None
    return Agreement(len(pairs), len(pairs) - len(said), same, opposed, _kappa(said, same), flipped)


def played(tasks: Iterable[Task], role: Role, seed: int, limits: Limits) -> Iterator[tuple[Task, list[Rollout]]]:
    """Let every scripted policy play every task; of those that do the same, one stays."""
    for task in tasks:
        found: dict[str, Rollout] = {}
        for index, style in enumerate(STYLES):
            outcome = play(open_session(task, role, seed=seed, limits=limits), Replier(style))
            found.setdefault(identity(outcome), Rollout(GroupKey(task.id, seed), index, outcome=outcome))
        yield task, list(found.values())


def compared(
    judge: Judge,
    groups: Iterable[tuple[Task, Sequence[Rollout]]],
    most: int,
    rng: random.Random,
    *,
    verify: Verify = our_verifier,
    at_once: int = 8,
) -> Iterator[Pair]:
    """Put at most so many pairs to both judges, each in both orders."""
    reference = DeterministicJudge(verify)

    def compare(task: Task, rollouts: Sequence[Rollout], pair: tuple[int, int]) -> Pair:
        right = reference.compare(task, rollouts, [Duel(*pair)])[0]
        said = [one for one in judge.compare(task, rollouts, both_orders([pair])) if isinstance(one, Comparison)]
        tiers = {verify(task, outcome).tier for place in pair if (outcome := rollouts[place].outcome)}
        return Pair(len(tiers) == 1, right.margin, scores([right])[pair], scores(said).get(pair), flip_rate(said))

    drawn = [(task, rollouts, pair) for task, rollouts in groups for pair in combinations(range(len(rollouts)), 2)]
    with ThreadPoolExecutor(at_once) as pool:
        yield from pool.map(lambda one: compare(*one), rng.sample(drawn, min(most, len(drawn))))


def _kappa(said: Sequence[tuple[float, float]], same: float | None) -> float | None:
    if same is None:
        return None
    ties = [sum(one == 0.5 for one in side) / len(said) for side in zip(*said, strict=True)]
    chance = ties[0] * ties[1] + (1 - ties[0]) * (1 - ties[1]) / 2
    return (same - chance) / (1 - chance) if chance < 1 else None


def _share(truths: Iterable[bool]) -> float | None:
    counted = list(truths)
    return sum(counted) / len(counted) if counted else None
