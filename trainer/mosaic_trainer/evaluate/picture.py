"""The figures of several policies beside each other, as bars with their intervals."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mosaic_guard.errors import MissingExtraError
from mosaic_guard.rates import Rate

Bars = Mapping[str, Mapping[str, Rate]]
"""By policy, by figure; all have the same figures."""


def picture(panels: Mapping[str, Bars], out: Path) -> Path:
    """Draw one panel below the other; raises MissingExtraError without matplotlib."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError("matplotlib", "rl") from error

    figure = Figure(figsize=(13, 4 * len(panels)), layout="constrained")
    FigureCanvasAgg(figure)
    for axes, (title, bars) in zip(figure.subplots(len(panels), squeeze=False).flat, panels.items(), strict=True):
        axes.set_title(title)
        _panel(axes, bars)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=8)
    out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(out, dpi=110, metadata={"Software": None})
    return out


def _panel(axes: Any, bars: Bars) -> None:
    width = 0.8 / len(bars)
    for place, (policy, figures) in enumerate(bars.items()):
        known = [
            (at + place * width, r.share, max(0.0, r.share - r.low), max(0.0, r.high - r.share))
            for at, r in enumerate(figures.values())
            if r.share is not None and r.low is not None and r.high is not None
        ]
        if known:
            places, shares, below, above = zip(*known, strict=True)
            axes.bar(places, shares, width, yerr=[below, above], capsize=2, label=policy)
    titles = list(next(iter(bars.values())))
    axes.set_xticks([at + 0.4 - width / 2 for at in range(len(titles))], titles)
    axes.set_ylim(0, 1)
