"""Mean rewards of the scripted policies, every cell of the grid counting the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from statistics import fmean

from mosaic_trainer.integrity.trial import Trial
from mosaic_trainer.preference.settings import PresetName
from mosaic_trainer.scripted import Style


def mean_rewards(played: Iterable[Trial]) -> Mapping[tuple[PresetName, Style], float]:
    """Average inside each cell, then over cells."""
    cells: dict[tuple[PresetName, Style], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for trial in played:
        for preset, scores in trial.scores.items():
            for style, member in scores.items():
                if member.reward is not None:
                    cells[preset, style][trial.task.cell].append(member.reward)
    return {key: fmean(map(fmean, by_cell.values())) for key, by_cell in cells.items()}
