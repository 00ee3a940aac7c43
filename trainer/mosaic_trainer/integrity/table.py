"""What was found, as a table for a person and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final

from mosaic_guard.assessment import Label
from mosaic_guard.trajectory import JSON
from mosaic_trainer.integrity.check import ROLES, Report
from mosaic_trainer.integrity.means import mean_rewards
from mosaic_trainer.integrity.trial import PLAYED, Trial
from mosaic_trainer.preference.preset import PRESETS
from mosaic_trainer.preference.tier import Tier

_SHOWN: Final = 50
"""Violations that are printed; `--json` has all of them."""
CELLS: Final = tuple(f"{user}/{outputs}" for user, outputs in product(Label, Label))


def rows(trials: Sequence[Trial]) -> list[dict[str, JSON]]:
    """Give one row a role, cell and policy: how many of each tier, and the mean reward by each preset."""
    made: list[dict[str, JSON]] = []
    for role, cell in product(ROLES, CELLS):
        of_cell = [trial for trial in trials if (trial.role, trial.task.cell) == (role, cell)]
        if not of_cell:
            continue
        means = mean_rewards(of_cell)
        for style in PLAYED:
            tiers = Counter(trial.verdicts[style].tier for trial in of_cell)
            rewards = {preset: round(means[preset, style], 4) for preset in PRESETS}
            counts = {f"T{tier:d}": tiers[tier] for tier in Tier}
            made.append({"role": role, "cell": cell, "policy": style, **counts, "rewards": rewards})
    return made


def written(report: Report) -> str:
    """Write it for a person."""
    heads = ("role", "user/outputs", "policy", *(f"T{tier:d}" for tier in Tier), *PRESETS)
    lines = [_line(row) for row in rows(report.trials)]
    found = [f"- {violation}" for violation in report.violations[:_SHOWN]]
    if (left := len(report.violations) - _SHOWN) > 0:
        found.append(f"- and {left} more, which --json names")
    summary = f"{len(report.violations)} violations" if report.violations else "no violations: training may begin"
    return "\n".join([*_aligned([heads, *lines]), "", f"{len(report.trials)} trials, {summary}", *found])


def _line(row: dict[str, JSON]) -> list[str]:
    *plain, rewards = row.values()
    return [*map(str, plain), *(f"{value:+.2f}" for value in rewards.values())]


def _aligned(table: Iterable[Sequence[str]]) -> list[str]:
    kept = list(table)
    widths = [max(map(len, column)) for column in zip(*kept, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in kept]
