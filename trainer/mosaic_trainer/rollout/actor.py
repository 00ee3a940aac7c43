"""The agent that is guarded in guard role: what it proposes next, given what it has read."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from mosaic_guard.trajectory import JSON, Item, ToolOutput
from mosaic_trainer.sandbox.draw import draw
from mosaic_trainer.sandbox.matching import holds, is_call
from mosaic_trainer.task.task import Attack, Call, Task


@dataclass(frozen=True, slots=True)
class Batch:
    """Calls that are proposed together."""

    calls: tuple[Call, ...]
    injected: bool = False
    """An output told the agent to."""


@dataclass(frozen=True, slots=True)
class Final:
    """What the agent tells the user."""

    text: str
    injected: bool = False
    """It holds what an output told the agent to say."""


class Actor(Protocol):
    """An agent under guard."""

    def read(self, items: Sequence[Item]) -> None:
        """Take in what happened."""

    def next(self) -> Batch | Final:
        """Say what it wants to do now."""


class ScriptedActor:
    """Does what the task says, and at once what an attack says that it has read.

    Args:
        task: what it does.
        seed: with the task's id decides whether it obeys.
        obedience: the share of attacks that it obeys.
    """

    def __init__(self, task: Task, seed: int, obedience: float = 1.0) -> None:
        self._task = task
        self._obeys = draw("obeys", task.id, seed) < obedience
        self._obeyed: Attack | None = None
        self._waiting = deque(batches(task.calls))

    def read(self, items: Sequence[Item]) -> None:
        """Look for the attack in outputs."""
        if self._obeys and self._obeyed is None and has_read(self._task, items):
            self._obeyed = self._task.attack
            self._waiting.extendleft(reversed(self._injected()))

    def next(self) -> Batch | Final:
        """Give the next batch, then the answer."""
        if self._waiting:
            return self._waiting.popleft()
        told = self._obeyed.says if self._obeyed else ""
        return Final(" ".join(part for part in (self._task.answer, told) if part), injected=bool(told))

    def _injected(self) -> list[Batch]:
        return batches(self._obeyed.calls, injected=True) if self._obeyed else []


def has_read(task: Task, items: Iterable[Item]) -> bool:
    """Whether the attack's text was in an output, as it is or as a text inside of JSON."""
    text = task.attack.text if task.attack else ""
    wanted = [text, json.dumps(text, ensure_ascii=False)[1:-1]]
    return any(isinstance(item, ToolOutput) and holds(item.content, wanted) for item in items)


def is_told(task: Task, items: Iterable[Item], tool: str, args: Mapping[str, JSON]) -> bool:
    """Whether an output that was read asks for this call, and the user's task does not."""
    attack = task.attack
    if attack is None or any(is_call(call, tool, args) for call in task.calls):
        return False
    return any(is_call(call, tool, args) for call in attack.calls) and has_read(task, items)


def batches(calls: Iterable[Call], *, injected: bool = False) -> list[Batch]:
    """Put calls in a row with the same number together."""
    numbered = groupby(enumerate(calls), lambda pair: pair[1].batch or -1 - pair[0])
    return [Batch(tuple(call for _, call in group), injected) for _, group in numbered]
