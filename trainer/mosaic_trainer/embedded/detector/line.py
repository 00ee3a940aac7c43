"""A linear model over hashed words, as the run time's table holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from mosaic_trainer.embedded.detector.hashed import Matrix

Array = Any


@dataclass(frozen=True, slots=True)
class Line:
    """Weights from -127 to 127, times `scale`, plus `bias`."""

    table: bytes
    scale: float
    bias: float

    def odds(self, rows: Matrix) -> Array:
        """Score rows as the run time does."""
        weights = np.frombuffer(self.table, np.int8).astype(np.float32) * self.scale
        return rows @ weights + self.bias


def quantised(weights: Array, bias: float) -> Line:
    """Round weights to bytes; the few that are larger than all others are cut."""
    scale = float(np.quantile(np.abs(weights[weights != 0]), 0.9995)) / 127
    table = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    return Line(table.tobytes(), scale, bias)
