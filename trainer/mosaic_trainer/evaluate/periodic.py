"""Evaluates a run as it goes, every so many steps, on a few tasks of each set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mosaic_trainer.evaluate.played import Player
from mosaic_trainer.evaluate.report import report
from mosaic_trainer.evaluate.sets import spread
from mosaic_trainer.evaluate.settings import EvaluateSettings
from mosaic_trainer.task.task import Task


def periodic(tasks: Sequence[Task], player: Player, settings: EvaluateSettings) -> Callable[[int], Mapping[str, float]]:
    """Give the figures of an evaluation after a step; none where none is due."""
    few = spread(tasks, settings.tasks)

    def evaluate(step: int) -> Mapping[str, float]:
        if not settings.every or step % settings.every:
            return {}
        return {f"eval/{name}": value for name, value in report(player(few)).figures().items()}

    return evaluate
