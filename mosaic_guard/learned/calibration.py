"""From what a model says to a probability: straight lines between points that were measured."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def calibrated(value: float, points: Sequence[Sequence[float]]) -> float:
    """Read the line through `points` (value, probability), which ascend in both; flat beyond its ends."""
    at = bisect_right(points, value, key=lambda p: p[0])
    if at == 0:
        return points[0][1]
    if at == len(points):
        return points[-1][1]
    (left, low), (right, high) = points[at - 1], points[at]
    return low + (high - low) * (value - left) / (right - left)
