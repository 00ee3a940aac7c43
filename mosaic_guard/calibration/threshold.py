"""Which threshold keeps false alarms below a stated rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from mosaic_guard.calibration.interval import needed
from mosaic_guard.calibration.sample import FalseAlarms, Sample
from mosaic_guard.policies.injection.detector import STRONG

Gauge = Literal["output", "call"]
"""What has a threshold: the check of outputs, and that of calls."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which values calibration moves a threshold."""

    low: float
    high: float
    """The loosest: whatever the data says, what scores so much is held back."""

    @property
    def grid(self) -> tuple[float, ...]:
        """The thresholds in question, the strictest first."""
        first, last = round(self.low * _STEPS), round(self.high * _STEPS)
        return tuple(step / _STEPS for step in range(first, last + 1))

    def within(self, high: float) -> Bounds:
        """Let nothing be looser than `high` either."""
        return Bounds(min(self.low, high), min(self.high, high))


_STEPS: Final = 100
BOUNDS: Final[Mapping[Gauge, Bounds]] = MappingProxyType({"output": Bounds(0.2, STRONG), "call": Bounds(0.1, 0.8)})
"""What the detector is sure of is cut on any data."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A threshold, and the rate of false alarms to expect of it."""

    threshold: float
    rate: FalseAlarms


@dataclass(frozen=True, slots=True)
class Proposal:
    """What calibration found for one threshold."""

    gauge: Gauge
    n: int
    groups: int
    weight: int
    """How many examples they count as."""
    stated: float
    """The rate that was asked for."""
    now: Setting
    then: Setting
    met: bool
    """Whether the upper end of the interval is within the stated rate."""
    unavoidable: int
    """Examples that are held back at any threshold within the bounds."""

    @property
    def needed(self) -> int:
        """The least weight that can show the stated rate."""
        return needed(self.stated)

    @property
    def shown(self) -> float:
        """The rate that the examples show: the stated one, or, where that is not met, the upper end of the interval."""
        return self.stated if self.met else round(self.then.rate.high, 4)

    @property
    def is_enough(self) -> bool:
        """Whether there are enough examples to show the stated rate at all."""
        return self.weight >= self.needed


def propose(gauge: Gauge, sample: Sample, *, stated: float, now: float, bounds: Bounds) -> Proposal:
    """Find the strictest threshold that keeps to the stated rate with 95 % confidence.

    Where none does, it is the strictest with as few false alarms as the loosest. Where there are too few examples to be
    confident, it is the one that keeps to the rate on these.
    """
    is_enough = sample.weight >= needed(stated)
    loosest = sample.rate(bounds.high)
    then = Setting(bounds.high, loosest)
    for threshold in reversed(bounds.grid):
        rate = sample.rate(threshold)
        if (rate.high if is_enough else rate.share) > stated and rate.share > loosest.share:
            break
        then = Setting(threshold, rate)
    return Proposal(
        gauge=gauge,
        n=sample.n,
        groups=sample.groups,
        weight=sample.weight,
        stated=stated,
        now=Setting(now, sample.rate(now)),
        then=then,
        met=then.rate.high <= stated,
        unavoidable=sample.held_in(bounds.high),
    )
