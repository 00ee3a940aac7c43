"""The curves of a run, or of several beside each other, as pictures; the seeds of a variant share a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from mosaic_guard.errors import MissingExtraError
from mosaic_guard.trajectory import JSON
from mosaic_trainer.runs.journal import records

PANELS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("reward", ("reward",)),
    ("tiers", ("tier_violated_share", "tier_failed_share", "tier_acceptable_share")),
    ("harm and completion", ("harmful_share", "completed_share")),
    ("refusal", ("refused_share", "injected_refused_share")),
    ("needless", ("over_refused_share", "over_asked_share")),
    ("groups without a signal", ("zero_signal_share", "all_violated_share")),
)
"""What is drawn, and what into one panel."""
WINDOW: Final = 5
"""Steps that a line is the mean of; the points stand pale behind it."""

Curve = list[tuple[int, float]]


def curves(metrics: Iterable[Mapping[str, JSON]]) -> dict[str, Curve]:
    """Gather each figure over the steps that have it."""
    found: dict[str, Curve] = {}
    for record in metrics:
        for name, value in record.items():
            if name != "step" and isinstance(value, (int, float)):
                found.setdefault(name, []).append((record["step"], float(value)))
    return found


def averaged(curve: Curve) -> Curve:
    """Give the mean of each step, in order: several seeds have a point each."""
    values: dict[int, list[float]] = {}
    for step, value in curve:
        values.setdefault(step, []).append(value)
    return [(step, sum(found) / len(found)) for step, found in sorted(values.items())]


def smooth(curve: Curve, window: int = WINDOW) -> Curve:
    """Give the mean of each point and those before it."""
    values = [value for _, value in curve]
    means = (
        sum(part) / len(part) for end in range(len(values)) if (part := values[max(0, end + 1 - window) : end + 1])
    )
    return [(step, mean) for (step, _), mean in zip(curve, means, strict=True)]


def draw(runs: Mapping[str, Sequence[Path]], out: Path) -> Path:
    """Draw the curves of metrics files, by the name of the variant; raises MissingExtraError without matplotlib."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError("matplotlib", "rl") from error

    figure = Figure(figsize=(13, 7), layout="constrained")
    FigureCanvasAgg(figure)
    drawn = {name: curves(one for path in paths for one in records(path)) for name, paths in runs.items()}
    for axes, (title, names) in zip(figure.subplots(2, 3).flat, PANELS, strict=True):
        _panel(axes, title, names, drawn)
    out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(out, dpi=110, metadata={"Software": None})
    return out


def _panel(axes: Any, title: str, names: Sequence[str], runs: Mapping[str, Mapping[str, Curve]]) -> None:
    axes.set_title(title)
    axes.set_xlabel("step")
    for run, found in runs.items():
        for name in names:
            if curve := found.get(name):
                label = name.removesuffix("_share").replace("_", " ")
                _curve(axes, curve, label if len(runs) == 1 else f"{run}: {label}")
    if axes.lines:
        axes.legend(fontsize="small")
    if names[0].endswith("_share"):
        axes.set_ylim(-0.02, 1.02)


def _curve(axes: Any, curve: Curve, label: str) -> None:
    (drawn,) = axes.plot(*zip(*smooth(averaged(curve)), strict=True), label=label)
    axes.plot(*zip(*curve, strict=True), ".", alpha=0.25, color=drawn.get_color())
