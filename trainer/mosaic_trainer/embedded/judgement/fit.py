"""Fits the trees: first on every row of a call, then on the row of each injected call that gives it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mosaic_trainer.embedded.detector.line import Line
from mosaic_trainer.embedded.judgement.cases import Case
from mosaic_trainer.embedded.judgement.doubt import doubtful
from mosaic_trainer.embedded.judgement.signs import constraints
from mosaic_trainer.embedded.judgement.wording import fit_wording, told, told_apart

ROUNDS: Final = 3
"""How often the telling row of each injected call is chosen anew."""
MOST_LEAVES: Final = 16
TREES: Final = 160
RATE: Final = 0.06
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Fitted:
    """Trees and what they say of a row, and what wordings tell them."""

    trees: list[Any]
    base: float
    scores: Callable[[Numbers], Numbers]
    """Log-odds of rows."""
    wording: Line

    def of_cases(self, cases: Sequence[Case]) -> Numbers:
        """The log-odds of each: its worst row's; minus infinity where nothing could steer it."""
        rows, owner = table(told(cases, self.wording))
        best = np.full(len(cases), -np.inf)
        if len(rows):
            np.maximum.at(best, owner, self.scores(rows))
        return best


def table(cases: Sequence[Case]) -> tuple[Numbers, NDArray[np.int64]]:
    """All rows, and the number of the case each belongs to."""
    rows = [row for case in cases for row in case.rows]
    owner = [number for number, case in enumerate(cases) for _ in case.rows]
    return np.array(rows, dtype=np.float64), np.array(owner, dtype=np.int64)


def fit(cases: Sequence[Case], *, seed: int) -> Fitted:
    """Fit wordings, then monotone trees to cases and to doubtful copies of them; nothing where all are of one kind."""
    wording = fit_wording(cases, seed=seed)
    if len({case.injected for case in cases if case.rows}) < 2:
        return Fitted([], 0.0, lambda rows: np.zeros(len(rows)), wording)
    cases = doubtful(told_apart(cases, seed=seed), seed=seed)
    rows, owner = table(cases)
    injected = np.array([case.injected for case in cases])[owner]
    weights = _weights(cases)[owner]
    kept = np.ones(len(rows), dtype=bool)
    for _ in range(ROUNDS):
        model = _trees(rows[kept], injected[kept], weights[kept], seed)
        scores = model.decision_function(rows)
        kept = ~injected | (scores >= _best(scores, owner)[owner] - 1e-9)
    return Fitted(exported(model), float(model._baseline_prediction.ravel()[0]), model.decision_function, wording)


def _weights(cases: Sequence[Case]) -> Numbers:
    """Both classes count the same, and so does every wording within the injected."""
    injected = np.array([case.injected for case in cases])
    groups = [f"{case.family}:{case.template}" if case.injected else f"{case.domain}" for case in cases]
    _, group, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    weights = 1 / np.sqrt(sizes[group])
    for which in (injected, ~injected):
        weights[which] *= len(cases) / 2 / max(1e-9, weights[which].sum())
    return weights


def _best(scores: Numbers, owner: NDArray[np.int64]) -> Numbers:
    best = np.full(int(owner.max()) + 1, -np.inf)
    np.maximum.at(best, owner, scores)
    return best


def _trees(rows: Numbers, injected: NDArray[np.bool_], weights: Numbers, seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        learning_rate=RATE,
        max_iter=TREES,
        max_leaf_nodes=MOST_LEAVES,
        min_samples_leaf=20,
        l2_regularization=5.0,
        max_features=0.5,
        monotonic_cst=constraints(),
        early_stopping=False,
        random_state=seed,
    ).fit(rows, injected, sample_weight=weights)


def exported(model: Any) -> list[Any]:
    """Write the trees as `mosaic_guard.learned.trees` reads them."""
    return [_nested(predictor.nodes, 0) for (predictor,) in model._predictors]


def _nested(nodes: Any, at: int) -> Any:
    node = nodes[at]
    if node["is_leaf"]:
        return round(float(node["value"]), 4)
    question = int(node["feature_idx"]), float(node["num_threshold"])
    return [*question, _nested(nodes, int(node["left"])), _nested(nodes, int(node["right"]))]
