"""What a run learns from, and a digest of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from mosaic_guard.errors import ConfigError
from mosaic_trainer.integrity.check import violations
from mosaic_trainer.runs.config import Config
from mosaic_trainer.task.digest import content_digest
from mosaic_trainer.task.gathering import gather
from mosaic_trainer.task.settings import TaskSettings
from mosaic_trainer.task.task import Task

_SHOWN: Final = 5
"""Violations that are told."""


def tasks_of(settings: TaskSettings) -> list[Task]:
    """Gather the tasks to train on; those that are held out for tests are none of them."""
    tasks = [task for task in gather(settings).tasks if task.split == "train"]
    if not tasks:
        said = ", ".join((*settings.files, *settings.traces)) or "nothing"
        msg = f"tasks.files: {said} holds no task to train on. Make some with `mosaic-guard train corpus`."
        raise ConfigError(msg)
    return tasks


def digest(tasks: Sequence[Task]) -> str:
    """Changes whenever the tasks, or their order, do."""
    whole = hashlib.sha256()
    for task in tasks:
        whole.update(f"{task.id}\0{content_digest(task)}\n".encode())
    return whole.hexdigest()[:16]


def check_reward(tasks: Sequence[Task], config: Config) -> None:
    """Raise ConfigError where gaming the reward would pay on these tasks."""
    found = violations(tasks, config.reward, roles=(config.model.role,), limits=config.sandbox)
    if found:
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        said = "\n  ".join(found[:_SHOWN])
        msg = f"the reward can be gamed on these tasks{more}:\n  {said}\nSee: mosaic-guard train verify-reward"
        raise ConfigError(msg)
