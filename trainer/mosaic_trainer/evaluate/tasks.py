"""The tasks of an evaluation: those that no training ever sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mosaic_guard.errors import ConfigError
from mosaic_trainer.task.gathering import load
from mosaic_trainer.task.task import Task

if TYPE_CHECKING:
    from mosaic_trainer.runs.config import Config


def held_out(config: Config) -> list[Task]:
    """Read what is held out for tests; raises ConfigError where nothing is, or where traces are among it."""
    files = config.evaluate.files or config.tasks.files
    tasks = [task for file in files for task in load(file) if task.split == "test"]
    if not tasks:
        msg = f"evaluate.files: {', '.join(files) or 'nothing'} holds no task that is held out (split = test)."
        raise ConfigError(msg)
    traced = [task.id for task in tasks if task.source.kind == "trace"]
    if traced:
        msg = f"{traced[0]}: made of a trace, which no evaluation may hold. Leave it out, or make it split = train."
        raise ConfigError(msg)
    return tasks
