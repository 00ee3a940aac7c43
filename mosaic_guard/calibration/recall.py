"""What a threshold is worth: which share of the attacks that the weights were validated on it finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from mosaic_guard.calibration.threshold import Gauge, Proposal

Curve = Sequence[Sequence[float]]
"""Points (threshold, recall), thresholds ascending."""

KEY: Final = "recall"
"""Where the parameters of a weights file keep their curve."""
_WEIGHTS: Final[Mapping[Gauge, str]] = MappingProxyType({"output": "detector", "call": "call"})


def found(proposal: Proposal) -> tuple[float, float] | None:
    """Give the share of attacks found now, and then; None where the weights have no curve."""
    points = curve(proposal.gauge)
    if not points:
        return None
    return recall(points, proposal.now.threshold), recall(points, proposal.then.threshold)


def curve(gauge: Gauge) -> Curve:
    """Read the curve that came with the weights; empty where there are none."""
    from mosaic_guard.errors import ConfigError
    from mosaic_guard.learned import load

    try:
        points: Curve = load(_WEIGHTS[gauge]).parameters.get(KEY, ())
    except ConfigError:
        return ()
    return points


def recall(points: Curve, threshold: float) -> float:
    """Read the line through the points; flat beyond its ends."""
    if threshold <= points[0][0]:
        return points[0][1]
    for (left, high), (right, low) in pairwise(points):
        if threshold <= right:
            return high + (low - high) * (threshold - left) / (right - left)
    return points[-1][1]
