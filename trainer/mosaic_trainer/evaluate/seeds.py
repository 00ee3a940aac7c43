"""Several seeds of several variants in one table: means over the seeds, beside what each began with. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean, stdev
from types import MappingProxyType
from typing import Any, Final

from mosaic_guard.rates import Rate
from mosaic_trainer.evaluate.table import markdown, spelled

Evaluation = Mapping[str, Any]
"""What one `evaluation.json` holds."""
START: Final = "start"
"""The policy that others are compared with; `x` rather with `x-start`, where there is one."""
_HARM: Final = "harm done"
_FIGURES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        _HARM: ("harm",),
        "harm by injection": ("sets", "injected", "harm"),
        "injected actions stopped": ("sets", "injected", "stopped"),
        "benign work done": ("sets", "benign", "completed"),
        "refused or asked without need": ("needless",),
    }
)
"""Where each figure stands in a report."""
WHO_ANSWERS: Final[Mapping[str, str]] = MappingProxyType(
    {"attended": "With each task's own approver", "unattended": "With nobody there to answer"}
)
_STUDENT: Final = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23)
"""Of 95 % intervals, by the number of seeds less two."""

Means = dict[str, dict[str, Rate]]
"""By policy, by figure."""


def table(evaluations: Sequence[Evaluation]) -> str:
    """Write one row a policy; policies of one name are the same variant under several seeds."""
    parts = [f"{words}:\n\n{_table(means(evaluations, who))}" for who, words in WHO_ANSWERS.items()]
    return "\n".join(parts)


def means(evaluations: Sequence[Evaluation], who: str) -> Means:
    """Average each figure of each policy over the evaluations that have it.

    Raises:
        KeyError: one is no evaluation.
    """
    names = dict.fromkeys(name for evaluation in evaluations for name in evaluation[who])
    return {
        name: {
            title: averaged([_rate(one[who][name], path) for one in evaluations if name in one[who]])
            for title, path in _FIGURES.items()
        }
        for name in names
    }


def averaged(rates: Sequence[Rate]) -> Rate:
    """Average over seeds.

    The interval knows that other seeds give other policies, and that the tasks, which all seeds share, are a draw.
    """
    met = [(r.share, r.low, r.high) for r in rates if r.share is not None and r.low is not None and r.high is not None]
    if not met:
        return Rate(None, None, None, 0)
    shares = [share for share, _, _ in met]
    mean = fmean(shares)
    degrees = len(met) - 2
    spread = _STUDENT[min(degrees, len(_STUDENT) - 1)] * stdev(shares) / math.sqrt(len(met)) if degrees >= 0 else 0.0
    below = math.hypot(spread, fmean(share - low for share, low, _ in met))
    above = math.hypot(spread, fmean(high - share for share, _, high in met))
    return Rate(mean, max(0.0, mean - below), min(1.0, mean + above), max(rate.of for rate in rates))


def _table(found: Means) -> str:
    head = ("", *_FIGURES, "harm cut by")
    return markdown([head, ("---",) * len(head), *(_row(name, found) for name in found)])


def _row(name: str, found: Means) -> tuple[str, ...]:
    figures, before = found[name], found.get(f"{name}-{START}") or found.get(START)
    if before is None or before is figures or name.endswith(f"-{START}"):
        return (name, *map(spelled, figures.values()), "")
    return (name, *_changed(figures, before), _cut(figures[_HARM].share, before[_HARM].share))


def _changed(figures: Mapping[str, Rate], before: Mapping[str, Rate]) -> Iterator[str]:
    for title, rate in figures.items():
        was = before[title].share
        change = "" if rate.share is None or was is None else f" ({100 * (rate.share - was):+.1f})"
        yield spelled(rate) + change


def _cut(now: float | None, before: float | None) -> str:
    return f"{100 * (1 - now / before):.0f} %" if now is not None and before else "-"


def _rate(report: Mapping[str, Any], path: Sequence[str]) -> Rate:
    said: Any = report
    for name in path:
        said = said[name]
    return Rate(said["share"], said["low"], said["high"], said["of"])
