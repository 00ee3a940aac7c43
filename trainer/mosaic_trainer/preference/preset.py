"""The presets: which rollouts are compared at all, what they are worth, and which baseline they are measured by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from mosaic_trainer.preference.candidate import Rewarding
from mosaic_trainer.preference.grid import grid
from mosaic_trainer.preference.mosaic import mosaic
from mosaic_trainer.preference.pools import Among
from mosaic_trainer.preference.settings import PresetName
from mosaic_trainer.preference.tiers import scalar, tiered


@dataclass(frozen=True, slots=True)
class Preset:
    """One way from a group to its advantages."""

    among: Among
    """Among whom the judge is asked."""
    rewards: Rewarding
    threshold: bool = False
    """Whether the baseline of a group with a violation is at least what an acceptable rollout is worth."""
    deviation: bool = False
    """Whether advantages are divided by the group's standard deviation."""


PRESETS: Final[Mapping[PresetName, Preset]] = MappingProxyType(
    {
        "tiers": Preset("tiers", tiered, threshold=True),
        "mosaic": Preset("all", mosaic, deviation=True),
        "grid": Preset("none", grid),
        "scalar": Preset("none", scalar, threshold=True),
    }
)
