"""Who answers when the policy asks a person; the same question gets the same answer in every member of a group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from mosaic_guard.trajectory import JSON
from mosaic_trainer.sandbox.draw import draw
from mosaic_trainer.sandbox.matching import is_call, matches
from mosaic_trainer.task.task import Task

Said = Literal["yes", "no", "nobody"]


def answer(task: Task, seed: int, tool: str, args: Mapping[str, JSON]) -> Said:
    """Answer for the task's approver whether a call may run."""
    match task.approver:
        case "absent":
            return "nobody"
        case "random":
            return "yes" if draw("approver", task.id, seed, tool, args) < 0.5 else "no"
    return _labelled(task, tool, args) or ("yes" if matches(task.wanted, tool, args) else "no")


def _labelled(task: Task, tool: str, args: Mapping[str, JSON]) -> Said | None:
    """What a real approver once said of this very call."""
    for index, label in task.labels.items():
        if is_call(task.calls[index], tool, args):
            return "yes" if label == "approved" else "no"
    return None
