"""Fits one head: a linear model over words, then trees over what it says of a piece and of its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import SGDClassifier

from mosaic_guard.policies.injection.evidence import Piece, evidence
from mosaic_trainer.embedded.detector.hashed import Matrix, matrix
from mosaic_trainer.embedded.detector.rows import FOLDS, Text

Array = Any
_GATE: Final = 0.002
"""The share of instructions that may be lost to the gate, which spares the trees on what is plainly data."""
_TREES: Final = 60
_DEPTH: Final = 3
_MAX_PIECES: Final = 60_000


@dataclass(frozen=True, slots=True)
class Line:
    """A linear model, as its table holds it."""

    table: bytes
    scale: float
    bias: float

    def odds(self, rows: Matrix) -> Array:
        """Score rows as the run time does."""
        weights = np.frombuffer(self.table, np.int8).astype(np.float32) * self.scale
        return rows @ weights + self.bias


@dataclass(frozen=True, slots=True)
class Fitted:
    """A head as the weights file holds it, with what it says of texts it did not learn from."""

    line: Line
    trees: list[Any]
    base: float
    gate: float
    points: list[list[float]]
    unseen: Array
    """Per row of all texts: the log-odds by a model that never saw its template."""

    @property
    def parameters(self) -> dict[str, Any]:
        """What goes into the header."""
        return {
            "scale": self.line.scale,
            "bias": self.line.bias,
            "trees": self.trees,
            "base": self.base,
            "gate": self.gate,
            "points": self.points,
        }


def fit_head(texts: Sequence[Text], seed: int) -> Fitted:
    """Fit both stages; the second learns from what the first says of templates it has not seen."""
    rows = [row for text in texts for row in text.rows]
    target = np.array([row.target for row in rows])
    fold = np.array([text.fold for text in texts for _ in text.rows])
    weight = _weights(texts)
    hashed = matrix(row.said for row in rows)
    odds = np.zeros(len(rows))
    for k in range(FOLDS):
        odds[fold == k] = _line(hashed, target, weight * (fold != k), seed).odds(hashed[fold == k])
    gate = float(np.quantile(odds[target == 1], _GATE))
    seen = evidences(texts, odds, gate)
    unseen = np.full(len(rows), -20.0)
    usable = ~np.isnan(seen[:, 0])
    for k in range(FOLDS):
        learn, judge = usable & (fold != k) & (target >= 0), usable & (fold == k)
        unseen[judge] = _trees(seen[learn], target[learn], weight[learn], seed).decision_function(seen[judge])
    learn = usable & (target >= 0)
    trees = _trees(seen[learn], target[learn], weight[learn], seed)
    return Fitted(
        _line(hashed, target, weight, seed), *_plain(trees), gate, _points(unseen[learn], target[learn], weight[learn]),
        unseen,
    )  # fmt: skip


def evidences(texts: Sequence[Text], odds: Array, gate: float) -> Array:
    """The evidence for each row; not a number where the gate stops it."""
    made: list[list[float]] = []
    at = 0
    for text in texts:
        pieces = [Piece(r.start, r.end, r.said, float(o)) for r, o in zip(text.rows, odds[at:], strict=False)]
        made += [evidence(text.seen, pieces, i) if p.odds >= gate else [] for i, p in enumerate(pieces)]
        at += len(pieces)
    width = max(map(len, made))
    return np.array([row or [np.nan] * width for row in made])


def _weights(texts: Sequence[Text]) -> Array:
    """Each sample counts alike, however many pieces it has: its segment half, everything else the other half."""
    made: list[float] = []
    for text in texts:
        asked = sum(r.asked for r in text.rows)
        rest = len(text.rows) - asked
        made += [1 / max(asked, 1) if r.asked else 1 / max(rest, 1) ** 0.5 for r in text.rows]
    return np.array(made)


def _line(hashed: Matrix, target: Array, weight: Array, seed: int) -> Line:
    learn = (weight > 0) & (target >= 0)
    model = SGDClassifier(loss="log_loss", alpha=2e-6, max_iter=6, tol=None, average=True, random_state=seed)
    balance = np.where(target == 1, _balance(target[learn], weight[learn]), 1.0)
    model.fit(hashed[learn], target[learn], sample_weight=(weight * balance)[learn])
    return _quantised(model.coef_[0], float(model.intercept_[0]))


def _balance(target: Array, weight: Array) -> float:
    """How much more an instruction must count, so that both kinds weigh alike."""
    return float(weight[target == 0].sum() / weight[target == 1].sum())


def _quantised(weights: Array, bias: float) -> Line:
    scale = float(np.quantile(np.abs(weights[weights != 0]), 0.9995)) / 127
    table = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    return Line(table.tobytes(), scale, bias)


def _trees(seen: Array, target: Array, weight: Array, seed: int) -> GradientBoostingClassifier:
    model = GradientBoostingClassifier(
        n_estimators=_TREES, max_depth=_DEPTH, learning_rate=0.15, subsample=0.5, min_samples_leaf=40, random_state=seed
    )
    chosen = np.random.default_rng(seed).permutation(len(target))[:_MAX_PIECES]
    return model.fit(seen[chosen], target[chosen], sample_weight=weight[chosen])


def _plain(model: GradientBoostingClassifier) -> tuple[list[Any], float]:
    """The trees as the run time reads them."""
    prior = float(model.init_.class_prior_[1])
    return [_tree(t[0].tree_, model.learning_rate) for t in model.estimators_], float(np.log(prior / (1 - prior)))


def _tree(tree: Any, rate: float) -> list[list[float]]:
    return [
        [-1, round(float(tree.value[i][0][0]) * rate, 5), 0, 0]
        if tree.children_left[i] < 0
        else [int(tree.feature[i]), float(tree.threshold[i]), int(tree.children_left[i]), int(tree.children_right[i])]
        for i in range(tree.node_count)
    ]


def _points(odds: Array, target: Array, weight: Array) -> list[list[float]]:
    """Lines from log-odds to the share of instructions among unseen pieces, both kinds weighing alike."""
    balanced = weight * np.where(target == 1, _balance(target, weight), 1.0)
    made = IsotonicRegression(y_min=0.001, y_max=0.999, out_of_bounds="clip").fit(odds, target, sample_weight=balanced)
    places = np.unique(np.quantile(odds[odds > -20], np.linspace(0, 1, 33)))
    return [[round(float(x), 4), round(float(y), 4)] for x, y in zip(places, made.predict(places), strict=True)]
