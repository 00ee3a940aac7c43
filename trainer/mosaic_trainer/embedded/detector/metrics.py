"""How good a head is on what it did not learn from: every row judged by models that never saw its wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any, Final

import numpy as np
from sklearn.metrics import roc_auc_score

from mosaic_trainer.embedded.detector.head import Unseen
from mosaic_trainer.embedded.detector.rows import Text

Array = Any
_RATES: Final = (0.01, 0.05)
_FEW: Final = 20
"""Of fewer samples than this no share is given."""


def measured(texts: Sequence[Text], unseen: Unseen) -> dict[str, Any]:
    """Say how well segments are told apart: what is found of each kind and language at fixed false alarms."""
    kept = [(text.sample, odds) for text, odds in zip(texts, _best(texts, unseen), strict=True) if odds is not None]
    odds = np.array([best for _, best in kept])
    instructs = np.array([sample.label == "instruction" for sample, _ in kept])
    if instructs.all() or not instructs.any():
        return {}
    floors = {rate: float(np.quantile(odds[~instructs], 1 - rate)) for rate in _RATES}
    by = {name: np.array([getattr(sample, name) for sample, _ in kept]) for name in ("kind", "language")}
    found = {
        name: {
            str(value): {f"at {rate:.0%}": _share(odds[instructs & (values == value)] > floor)
                         for rate, floor in floors.items()}
            for value in sorted(set(values[instructs]))
            if (instructs & (values == value)).sum() >= _FEW
        }
        for name, values in by.items()
    }  # fmt: skip
    return {"auc": round(float(roc_auc_score(instructs, odds)), 4), "found": found}


def _best(texts: Sequence[Text], unseen: Unseen) -> list[float | None]:
    """The highest log-odds in the segment of each sample; None where nothing is learned from it."""
    best: list[float | None] = []
    at = 0
    for text in texts:
        rows = [unseen.odds[at + i] for i, row in enumerate(text.rows) if row.asked and row.target >= 0]
        best.append(float(max(rows)) if rows else None)
        at += len(text.rows)
    return best


def _share(hits: Array) -> Mapping[str, Any]:
    """A share with its 95 % interval (Wilson)."""
    count, share, z = len(hits), float(np.mean(hits)), 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return {"share": round(share, 4), "low": round(middle - half, 4), "high": round(middle + half, 4), "of": count}
