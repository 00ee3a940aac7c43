"""Which tasks are played next: each kind keeps its share, and tasks that are always or never solved come up less."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from random import Random
from typing import Final

from mosaic_guard.trajectory import JSON
from mosaic_trainer.task.task import Task

_SETTLED: Final = 0.25
"""Weight of a task that is always, or never, solved; others have 1."""
_MEMORY: Final = 0.5
"""How much of what was known of a task stays when it was played again."""

Kind = tuple[str, str]


class Curriculum:
    """Picks tasks, and learns how often each is solved."""

    def __init__(self, tasks: Sequence[Task], seed: int) -> None:
        self._seed = seed
        self._kinds: dict[Kind, list[Task]] = defaultdict(list)
        for task in tasks:
            self._kinds[_kind(task)].append(task)
        self._solved: dict[str, float] = {}

    def pick(self, step: int, count: int) -> list[Task]:
        """Choose the tasks of a step; harmful and benign ones in the proportion in which there are such."""
        random = Random(f"{self._seed} pick {step}")  # noqa: S311  # a choice that can be made again, no secret
        kinds = list(self._kinds)
        total = sum(map(len, self._kinds.values()))
        offset = random.random()
        ends = [sum(len(self._kinds[k]) for k in kinds[: i + 1]) * count / total + offset for i in range(len(kinds))]
        numbers = [int(end) - int(begin) for begin, end in zip([offset, *ends], ends, strict=False)]
        orders = {kind: cycle(self._order(kind, random)) for kind in kinds}
        return [next(orders[kind]) for kind, number in zip(kinds, numbers, strict=True) for _ in range(number)]

    def others(self, task: Task, step: int) -> Iterator[Task]:
        """Give tasks of the same kind, to be played instead."""
        random = Random(f"{self._seed} other {step} {task.id}")  # noqa: S311  # as above
        return (other for other in self._order(_kind(task), random) if other.id != task.id)

    def learn(self, solved: Mapping[str, float]) -> None:
        """Remember what share of the rollouts solved each task."""
        for task, share in solved.items():
            self._solved[task] = _MEMORY * self._solved.get(task, share) + (1 - _MEMORY) * share

    def state(self) -> Mapping[str, JSON]:
        """Say what was learned."""
        return dict(self._solved)

    def restore(self, state: Mapping[str, JSON]) -> None:
        """Know what `state` said."""
        self._solved = {task: float(str(share)) for task, share in state.items()}

    def _order(self, kind: Kind, random: Random) -> list[Task]:
        """Draw all of a kind, one after the other, by weight."""
        return sorted(self._kinds[kind], key=lambda task: -(random.random() ** (1 / self._weight(task))))

    def _weight(self, task: Task) -> float:
        return 1.0 if 0.05 < self._solved.get(task.id, 0.5) < 0.95 else _SETTLED


def _kind(task: Task) -> Kind:
    return str(task.user), str(task.outputs)
