"""Runs every task of the chosen suites: clean, under each attack, and with each approver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mosaic_adapters.agentdojo.episode import (
    Episode,
    GuardMaker,
    changing_calls,
    run,
    unguarded,
    usual_values,
)
from mosaic_adapters.agentdojo.world import Suite, is_playable, suites
from mosaic_guard.victim import ApproverName


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run."""

    suites: tuple[str, ...] = ()
    attacks: tuple[str, ...] = ()
    approvers: tuple[ApproverName, ...] = ("right",)
    every: int = 1
    """Take every n-th pair of user task and injection task."""


@dataclass(frozen=True, slots=True)
class _Usual:
    values: frozenset[str]
    changing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Played:
    """An episode, with the approver it had."""

    approver: ApproverName
    episode: Episode


Job = tuple[Suite, Any, Any, str, ApproverName]
"""A suite, its user task, an injection task or None, the attack, who answers."""


def sweep(jobs: Iterable[Job], make_guard: GuardMaker) -> Iterator[Played]:
    """Play the jobs; a run without attack tells what is usual before the first of each task."""
    usual: dict[tuple[str, str], _Usual] = {}
    for suite, task, injection, attack, approver in jobs:
        key = (suite.name, task.ID)
        if key not in usual:
            _, world, victim = run(suite, task, make_guard=unguarded, watch=True)
            usual[key] = _Usual(usual_values(world, victim), changing_calls(world, victim))
        episode, _, _ = run(
            suite,
            task,
            injection,
            attack=attack,
            make_guard=make_guard,
            approver=approver,
            usual=usual[key].values,
            changing=usual[key].changing,
        )
        yield Played(approver, episode)


def jobs(plan: Plan) -> Iterator[Job]:
    """List what there is to play: the clean runs first."""
    for suite in suites(plan.suites).values():
        for task in suite.user_tasks.values():
            for approver in plan.approvers:
                yield suite, task, None, "", approver
    for attack in plan.attacks:
        for approver in plan.approvers:
            for suite in suites(plan.suites).values():
                goals = [task for task in suite.injection_tasks.values() if is_playable(suite, task)]
                pairs = [(u, i) for u in suite.user_tasks.values() for i in goals]
                for task, injection in pairs[:: plan.every]:
                    yield suite, task, injection, attack, approver
