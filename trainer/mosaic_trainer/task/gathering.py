"""All tasks of a run: from files and exports, admitted together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mosaic_guard.errors import ConfigError
from mosaic_guard.traces.database.secret import key_at
from mosaic_trainer.held_out import HeldOut
from mosaic_trainer.task.admission import Dropped, admit
from mosaic_trainer.task.files import load_tasks
from mosaic_trainer.task.labels import ForReview
from mosaic_trainer.task.settings import TaskSettings
from mosaic_trainer.task.task import Task
from mosaic_trainer.task.traced import tasks_from_traces
from mosaic_trainer.task.written import read_written

_YAML: Final = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """What there is to learn from, and what there is to say of it."""

    tasks: tuple[Task, ...]
    dropped: tuple[Dropped, ...]
    review: tuple[ForReview, ...]
    traces: int
    without_effects: int
    verified: bool
    """The record of the traces is what the guard wrote."""


def gather(settings: TaskSettings) -> Gathered:
    """Load everything that the settings name, and admit it.

    Raises:
        ConfigError: a file is wrong, two tasks have one id, or nothing is left.
        TraceError: an export, or the key, is wrong.
    """
    tasks = [task for path in settings.files for task in load(path)]
    key = key_at(Path(settings.key) if settings.key else None) if settings.traces else None
    traced = tasks_from_traces(settings.traces, key, approvers=settings.approvers)
    held_out = HeldOut(Path(settings.held_out)) if settings.held_out else None
    admitted = admit([*tasks, *traced.tasks], settings, held_out)
    _check_ids(admitted.tasks)
    return Gathered(
        admitted.tasks, admitted.dropped, traced.review, traced.traces, traced.without_effects, key is not None
    )


def load(path: str | Path) -> list[Task]:
    """Read a file of tasks, as they are saved or as people write them."""
    return read_written(path) if Path(path).suffix in _YAML else load_tasks(path)


def _check_ids(tasks: Iterable[Task]) -> None:
    seen: set[str] = set()
    for task in tasks:
        if task.id in seen:
            msg = f"two tasks that differ have the id {task.id!r}. Ids are unique over all files: change one."
            raise ConfigError(msg)
        seen.add(task.id)
