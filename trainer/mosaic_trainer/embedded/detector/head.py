"""Fits one head: a linear model over words, then trees over what it says of a piece and of its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import SGDClassifier

from mosaic_guard.policies.injection.evidence import Piece, evidence
from mosaic_trainer.embedded.detector.hashed import Matrix, matrix
from mosaic_trainer.embedded.detector.rows import FOLDS, Text

Array = Any
_GATE: Final = 0.02
"""The share of instructions that may be lost to the gate, which spares the trees on what is plainly data."""
_BESIDE: Final = 2.0
"""A piece this much less telling than the best of its block is not learned from."""
_DATA: Final = 0.3
"""What a piece of data counts, against an instruction."""
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
class Unseen:
    """What the rows of all texts get from models that never saw their wordings."""

    odds: Array
    target: Array
    weight: Array


@dataclass(frozen=True, slots=True)
class Fitted:
    """A head as the weights file holds it, not calibrated yet."""

    line: Line
    trees: list[Any]
    base: float
    gate: float
    unseen: Unseen

    @property
    def parameters(self) -> dict[str, Any]:
        """What goes into the header, but for the calibration."""
        return {
            "scale": self.line.scale,
            "bias": self.line.bias,
            "trees": self.trees,
            "base": self.base,
            "gate": self.gate,
        }


def fit_head(texts: Sequence[Text], seed: int) -> Fitted:
    """Fit both stages; the second learns from what the first says of templates it has not seen."""
    rows = [row for text in texts for row in text.rows]
    target = np.array([row.target for row in rows])
    fold = np.array([text.fold for text in texts for _ in text.rows])
    weight = _weights(texts)
    hashed = matrix(row.said for row in rows)
    target = _telling(texts, target, _unseen(hashed, target, weight, fold, seed))
    odds = _unseen(hashed, target, weight, fold, seed)
    gate = float(np.quantile(odds[target == 1], _GATE))
    seen = evidences(texts, odds, gate)
    unseen = np.full(len(rows), -20.0)
    usable = ~np.isnan(seen[:, 0])
    for k in range(FOLDS):
        learn, judge = usable & (fold != k) & (target >= 0), usable & (fold == k)
        unseen[judge] = _trees(seen[learn], target[learn], weight[learn], seed).decision_function(seen[judge])
    learn = usable & (target >= 0)
    trees = _trees(seen[learn], target[learn], weight[learn], seed)
    return Fitted(_line(hashed, target, weight, seed), *_plain(trees), gate, Unseen(unseen, target, weight))


def _unseen(hashed: Matrix, target: Array, weight: Array, fold: Array, seed: int) -> Array:
    """What linear models say of the rows of a fold when they learned from the others."""
    odds = np.zeros(len(target))
    for k in range(FOLDS):
        odds[fold == k] = _line(hashed, target, weight * (fold != k), seed).odds(hashed[fold == k])
    return odds


def _telling(texts: Sequence[Text], target: Array, odds: Array) -> Array:
    """Of an instruction in several pieces, learn only from those that tell: the others may be any text."""
    made = target.copy()
    at = 0
    for text in texts:
        here = np.arange(at, at + len(text.rows))
        inside = here[target[here] == 1]
        if len(inside) > 1:
            made[inside[odds[inside] < odds[inside].max() - _BESIDE]] = -1
        at += len(text.rows)
    return made


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
    """Each instruction counts alike, however many pieces it has; each piece of data by itself, as it is met."""
    return np.array(
        [1 / sum(r.target == 1 for r in text.rows) if row.target == 1 else _DATA for text in texts for row in text.rows]
    )


def _line(hashed: Matrix, target: Array, weight: Array, seed: int) -> Line:
    learn = (weight > 0) & (target >= 0)
    model = SGDClassifier(loss="log_loss", alpha=1e-6, max_iter=6, tol=None, average=True, random_state=seed)
    alike = np.where(target == 1, balance(target[learn], weight[learn]), 1.0)
    model.fit(hashed[learn], target[learn], sample_weight=(weight * alike)[learn])
    return _quantised(model.coef_[0], float(model.intercept_[0]))


def balance(target: Array, weight: Array) -> float:
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
