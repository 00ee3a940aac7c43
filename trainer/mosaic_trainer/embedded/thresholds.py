"""From what trees say of calls they did not learn from: probabilities, and from which on the policy speaks up."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from mosaic_guard.learned import words
from mosaic_guard.learned.calibration import calibrated
from mosaic_guard.policies.call import FEATURES
from mosaic_trainer.embedded.config import Rates
from mosaic_trainer.embedded.detector.weights import packed
from mosaic_trainer.embedded.judgement import Case, Fitted, fit
from mosaic_trainer.embedded.metrics import threshold_at

_FOLDS: Final = 3
_POINTS: Final = 33
_LEAST, _MOST = 0.001, 0.999


class Levels(NamedTuple):
    """How log-odds become a probability, and the two probabilities that matter."""

    points: list[list[float]]
    sensitive: float
    malicious: float

    def probability(self, odds: float) -> float:
        """Read one off; 0 where nothing could steer the call."""
        return calibrated(odds, self.points) if odds > -np.inf else 0.0


def levels(cases: Sequence[Case], rates: Rates, *, seed: int) -> Levels:
    """Calibrate on folds: each call is judged by trees that know neither its wording nor its domain."""
    fold = np.array([zlib.crc32(f"{c.template if c.injected else c.domain}".encode()) % _FOLDS for c in cases])
    odds = np.full(len(cases), -np.inf)
    for k in range(_FOLDS):
        judged = [case for case, f in zip(cases, fold, strict=True) if f == k]
        learned = [case for case, f in zip(cases, fold, strict=True) if f != k]
        if judged and len({case.injected for case in learned}) > 1:
            odds[fold == k] = fit(learned, seed=seed).of_cases(judged)
    injected = np.array([case.injected for case in cases])
    points = _points(odds, injected)
    honest = [float(o) for o, c in zip(odds, cases, strict=True) if not c.injected and c.changes]
    wanted = (rates.asked, rates.refused)
    limits = [calibrated(threshold_at(honest, rate), points) if honest else 1.0 for rate in wanted]
    sensitive, malicious = (min(max(limit, 0.0), 1.0) for limit in limits)
    return Levels(points, round(sensitive, 4), round(max(sensitive, malicious), 4))


def file(model: str, fitted: Fitted, found: Levels, made: dict[str, Any]) -> bytes:
    """Make the file of weights of a model."""
    parameters = {
        "features": list(FEATURES),
        "trees": fitted.trees,
        "base": fitted.base,
        "calibration": found.points,
        "sensitive": found.sensitive,
        "malicious": found.malicious,
        "words": words.FEATURES,
        "wording": {"scale": fitted.wording.scale, "bias": fitted.wording.bias},
    }
    return packed(model, parameters, {"wording": fitted.wording.table}, made)


def _points(odds: Any, injected: Any) -> list[list[float]]:
    """Lines from log-odds to probability along a logistic curve: no threshold could be set on a step."""
    known = odds > -np.inf
    if not known.any() or injected[known].all() or not injected[known].any():
        return [[0.0, 0.0]]
    curve = LogisticRegression().fit(odds[known, None], injected[known])
    places = np.unique(np.quantile(odds[known], np.linspace(0, 1, _POINTS)))
    shares = curve.predict_proba(places[:, None])[:, 1].clip(_LEAST, _MOST)
    return [[round(float(x), 4), round(float(y), 6)] for x, y in zip(places, shares, strict=True)]
