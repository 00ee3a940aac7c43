"""Adds what was learned late to a file of weights: recall curves, thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mosaic_guard.learned.weights import parse
from mosaic_trainer.embedded.detector.weights import packed


def with_parameters(file: bytes, **more: Any) -> bytes:
    """Give the same file with these parameters added."""
    known = parse(file)
    return packed(known.model, {**known.parameters, **more}, known.tables, known.training)


def training(plan: str, data: Mapping[str, str], held_out: str) -> dict[str, Any]:
    """Say what a file was made with: whoever has the same makes the same bytes."""
    import numpy
    import scipy
    import sklearn

    versions = {module.__name__: module.__version__ for module in (numpy, scipy, sklearn)}
    return {"plan": plan, "data": dict(data), "held_out": held_out, "versions": versions}
