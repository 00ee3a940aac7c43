"""What `doctor` looks at of calibration: whether the thresholds in force fit what judges, and whose data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mosaic_guard.calibration.report import percent
from mosaic_guard.cli.health.observation import Observation

if TYPE_CHECKING:
    from mosaic_guard.config import Calibration, Config

_FIX: Final = "mosaic-guard calibrate --traces STORE --config FILE, or with --outputs and a folder of clean outputs"


def calibration(config: Config) -> Iterator[Observation]:
    """Say what the thresholds were set on."""
    from mosaic_guard.calibration.judge import Judge

    said = config.calibration
    if said is None:
        text = "uncalibrated: the shipped thresholds may give more false alarms on your data, or miss more"
        yield Observation("thresholds", text, "note", _FIX)
    elif said.judges != Judge(config).judges:
        text = f"stale: the thresholds were set on {said.date} for other rules or weights than those in force"
        yield Observation("thresholds", text, "problem", _FIX)
    else:
        yield Observation("thresholds", f"{said.date}: {'; '.join(_rates(said))}")


def _rates(said: Calibration) -> Iterator[str]:
    if said.false_positives is not None:
        yield f"at most {percent(said.false_positives)} of clean outputs altered, on {said.outputs:,} outputs"
    if said.asked is not None:
        yield f"at most {percent(said.asked)} of calls asked about, on {said.calls:,} calls"
