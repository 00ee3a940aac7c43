"""From what a model says to a probability: straight lines between points that were measured."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import inf


def calibrated(value: float, points: Sequence[Sequence[float]]) -> float:
    """Read the line through `points` (value, probability), which ascend in both; flat beyond its ends."""
    at = bisect_right(points, value, key=lambda p: p[0])
    if at == 0:
        return points[0][1]
    if at == len(points):
        return points[-1][1]
    (left, low), (right, high) = points[at - 1], points[at]
    return low + (high - low) * (value - left) / (right - left)


def needed(probability: float, points: Sequence[Sequence[float]]) -> float:
    """The least value that is calibrated to a probability; infinite where any is, or none."""
    at = bisect_left(points, probability, key=lambda p: p[1])
    if at == 0 or at == len(points):
        return -inf if at == 0 else inf
    (left, low), (right, high) = points[at - 1], points[at]
    return left + (right - left) * (probability - low) / (high - low)
