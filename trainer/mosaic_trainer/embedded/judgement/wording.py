"""Fits what the words around a value tell, and adds it to the evidence."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from mosaic_guard.learned.words import BITS
from mosaic_guard.policies.call import FEATURES
from mosaic_trainer.embedded.detector.hashed import matrix
from mosaic_trainer.embedded.detector.line import Line, quantised
from mosaic_trainer.embedded.judgement.cases import Case

_FOLDS: Final = 3
_C: Final = 1.0
_DECISIVE: Final = FEATURES.index("decisive")
_WORDED: Final = FEATURES.index("worded")


def fit_wording(cases: Sequence[Case], *, seed: int) -> Line:
    """Fit a linear model to the words around the decisive values of cases."""
    learned = [(said, case.injected) for case in cases for row, said in _pairs(case) if said and row[_DECISIVE]]
    injected = np.array([injected for _, injected in learned], dtype=bool)
    if injected.all() or not injected.any():
        return Line(bytes(1 << BITS), 1.0, 0.0)
    model = LogisticRegression(
        C=_C, class_weight="balanced", solver="liblinear", dual=True, tol=0.02, max_iter=1000, random_state=seed
    )
    model.fit(matrix(said for said, _ in learned), injected)
    return quantised(model.coef_[0], float(model.intercept_[0]))


def told(cases: Sequence[Case], line: Line) -> list[Case]:
    """Add to the evidence on each value what the words around it tell."""
    odds = iter(line.odds(matrix(said for case in cases for said in case.said if said)).tolist())
    return [
        replace(case, rows=tuple(_with(row, next(odds)) if said else row for row, said in _pairs(case)))
        for case in cases
    ]


def told_apart(cases: Sequence[Case], *, seed: int) -> list[Case]:
    """Add it to each case by a model that knows neither its domain nor its wording."""
    folds = [zlib.crc32(case.domain.encode()) % _FOLDS for case in cases]
    found: dict[int, Case] = {}
    for k in range(_FOLDS):
        judged = [at for at, fold in enumerate(folds) if fold == k]
        theirs = {cases[at].template for at in judged if cases[at].injected}
        others = [c for c, f in zip(cases, folds, strict=True) if f != k and not (c.injected and c.template in theirs)]
        line = fit_wording(others, seed=seed)
        found |= zip(judged, told([cases[at] for at in judged], line), strict=True)
    return [found[at] for at in range(len(cases))]


def _pairs(case: Case) -> Iterator[tuple[tuple[float, ...], tuple[str, ...]]]:
    return zip(case.rows, case.said, strict=True)


def _with(row: tuple[float, ...], odds: float) -> tuple[float, ...]:
    return (*row[:_WORDED], odds, *row[_WORDED + 1 :])
