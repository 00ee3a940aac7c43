"""From a plan to tasks: the same plan gives the same tasks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from random import Random
from typing import Final

from mosaic_guard.assessment import Label
from mosaic_guard.errors import ConfigError
from mosaic_trainer.corpus.build import Order, family, identified
from mosaic_trainer.corpus.domain import Domain
from mosaic_trainer.corpus.domains.catalogue import DOMAINS
from mosaic_trainer.corpus.plan import CorpusPlan
from mosaic_trainer.corpus.scene import Split
from mosaic_trainer.corpus.shapes import idle
from mosaic_trainer.task.task import Task

_DECK: Final = 40
_IDLE: Final = 0.25
"""Of the benign tasks, so many need no call."""
_BARREN: Final = 400
"""Families in a row that bring nothing new: then there are no more."""


def make(plan: CorpusPlan) -> list[Task]:
    """Make the tasks of a plan, all different; fewer where the plan's values allow for no more.

    Raises:
        ConfigError: the plan names a domain that there is not.
    """
    domains = _domains(plan)
    made: dict[str, Task] = {}
    barren = 0
    for number, (domain, cell) in enumerate(_deal(plan, domains)):
        if len(made) >= plan.tasks or barren >= _BARREN:
            break
        tasks = _family(plan, number, domain, cell)
        fresh = [task for task in tasks if task.id not in made]
        barren = 0 if fresh else barren + 1
        if len(fresh) == len(tasks) <= plan.tasks - len(made):  # a task without its twin would be lopsided
            made.update((task.id, task) for task in fresh)
        elif len(made) + len(tasks) > plan.tasks:
            barren += 1
    return list(made.values())


def _family(plan: CorpusPlan, number: int, domain: Domain, cell: str) -> tuple[Task, ...]:
    seed = f"{plan.seed}/{number}"
    random = Random(seed)  # noqa: S311  # data that can be made again, no secret
    split: Split = "test" if random.random() < plan.test_share else "train"
    user, outputs = cell.split("/")
    if plan.role != "guard" and cell == "benign/benign" and random.random() < _IDLE:
        task = idle(seed, domain, others=tuple(DOMAINS.values()), split=split, plan=plan)
        return (identified(task),)
    return family(Order(seed, domain, Label(user), Label(outputs), split, plan))


def _deal(plan: CorpusPlan, domains: tuple[Domain, ...]) -> Iterator[tuple[Domain, str]]:
    """Give each domain the cells by their weights, from decks of its own, so that none is left out by chance."""
    total = sum(plan.cells.values())
    deck = [cell for cell, weight in plan.cells.items() if weight for _ in range(max(1, round(_DECK * weight / total)))]
    decks = {}
    for domain in domains:
        Random(f"{plan.seed} {domain.name}").shuffle(cards := list(deck))  # noqa: S311  # as above
        decks[domain.name] = cycle(cards)
    for domain in cycle(domains):
        yield domain, next(decks[domain.name])


def _domains(plan: CorpusPlan) -> tuple[Domain, ...]:
    unknown = [name for name in plan.domains if name not in DOMAINS]
    if unknown:
        msg = f"there is no domain {unknown[0]!r}. Valid are: {', '.join(DOMAINS)}."
        raise ConfigError(msg)
    return tuple(DOMAINS[name] for name in plan.domains or DOMAINS)
