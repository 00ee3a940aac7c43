"""Runs every task of the chosen suites: clean, under each attack, and with each approver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

Progress = Callable[[int, int, str], None]


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


def sweep(plan: Plan, make_guard: GuardMaker, progress: Progress) -> Iterator[Played]:
    """Play everything in the plan; clean runs first, which also tell what is usual."""
    jobs = list(_jobs(plan))
    usual: dict[tuple[str, str], _Usual] = {}
    for done, (suite, task, injection, attack, approver) in enumerate(jobs):
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
        progress(done + 1, len(jobs), f"{suite.name} {attack or 'clean'}")
        yield Played(approver, episode)


Job = tuple[Suite, Any, Any, str, ApproverName]


def _jobs(plan: Plan) -> Iterator[Job]:
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
