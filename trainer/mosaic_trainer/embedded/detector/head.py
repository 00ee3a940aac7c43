"""Fits one head: a linear model over words, then trees over what it says of a piece and of its neighbours."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression, SGDClassifier

from mosaic_guard.policies.injection.evidence import Piece, evidence
from mosaic_trainer.embedded.detector.hashed import Matrix, matrix
from mosaic_trainer.embedded.detector.line import Line, quantised
from mosaic_trainer.embedded.detector.rows import FOLDS, Row, Task, Text

Array = Any
_GATE: Final = 0.02
"""The share of instructions that may be lost to the gate, which spares the trees on what is plainly data."""
_BESIDE: Final = 2.0
"""A piece this much less telling than the best of its block is not learned from."""
_PIECE: Final = 0.3
"""What any piece of data counts where whole texts are scanned."""
_BESIDE_ASKED: Final = 0.1
"""What a piece counts that only stands beside the one in question."""
_PAIRED, _WRITTEN, _REAL = 3.0, 1.0, 0.5
"""What a segment of data counts: the counterpart of an instruction, other generated text, a line of a real document."""
_SHARE: Final = 0.3
_C: Final = 100.0
_TREES: Final = 60
_DEPTH: Final = 3
_MAX_PIECES: Final = 60_000


@dataclass(frozen=True, slots=True)
class Unseen:
    """What the rows of all texts get from models that never saw their wordings."""

    odds: Array
    own: Array
    """By the words alone."""
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
        }


def fit_head(texts: Sequence[Text], task: Task, seed: int) -> Fitted:
    """Fit both stages; the second learns from what the first says of templates it has not seen."""
    rows = [row for text in texts for row in text.rows]
    fold = np.array([text.fold for text in texts for _ in text.rows])
    weight = _weights(texts, task)
    hashed = matrix(row.said for row in rows)
    target = _telling(texts, np.array([row.target for row in rows]), hashed, weight, seed)
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
    return Fitted(_line(hashed, target, weight, seed), *_plain(trees), gate, Unseen(unseen, odds, target, weight))


def _telling(texts: Sequence[Text], target: Array, hashed: Matrix, weight: Array, seed: int) -> Array:
    """Of an instruction in several pieces, learn only from those that tell: the others may be any text."""
    learn = target >= 0
    first = SGDClassifier(loss="log_loss", alpha=1e-6, max_iter=4, tol=None, average=True, random_state=seed)
    odds = first.fit(hashed[learn], target[learn], sample_weight=weight[learn]).decision_function(hashed)
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
        pieces = [Piece(r.start, r.end, len(r.said), float(o)) for r, o in zip(text.rows, odds[at:], strict=False)]
        made += [evidence(text.seen, pieces, i) if p.odds >= gate else [] for i, p in enumerate(pieces)]
        at += len(pieces)
    width = max(map(len, made))
    return np.array([row or [np.nan] * width for row in made])


def _weights(texts: Sequence[Text], task: Task) -> Array:
    """Each instruction counts alike, however many pieces it has, and data by what is asked about it.

    Who scans meets every piece; who reads carriers meets those that hold a value, as the segments of samples do.
    """
    return np.array([_weight(text, row, task) for text in texts for row in text.rows])


def _weight(text: Text, row: Row, task: Task) -> float:
    if row.target == 1:
        return 1 / sum(r.target == 1 for r in text.rows)
    if task == "scan":
        return _PIECE
    if not row.asked:
        return _BESIDE_ASKED
    return _PAIRED if text.sample.kind == "fact" else _WRITTEN if text.sample.template else _REAL


def _line(hashed: Matrix, target: Array, weight: Array, seed: int) -> Line:
    learn = (weight > 0) & (target >= 0)
    chance = np.random.default_rng(seed).random(len(target))
    learn &= (weight >= _PIECE) | (chance < _SHARE)  # of what counts little a part does
    model = LogisticRegression(C=_C, solver="liblinear", dual=True, tol=0.02, max_iter=60, random_state=seed)
    with warnings.catch_warnings():  # it need not converge: what is left is less than what rounding to bytes takes
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(hashed[learn], target[learn], sample_weight=weight[learn])
    return quantised(model.coef_[0], float(model.intercept_[0]))


def balance(target: Array, weight: Array) -> float:
    """How much more an instruction must count, so that both kinds weigh alike."""
    return float(weight[target == 0].sum() / weight[target == 1].sum())


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


def _tree(tree: Any, rate: float, at: int = 0) -> Any:
    left, right = int(tree.children_left[at]), int(tree.children_right[at])
    if left < 0:
        return round(float(tree.value[at][0][0]) * rate, 5)
    return [int(tree.feature[at]), float(tree.threshold[at]), _tree(tree, rate, left), _tree(tree, rate, right)]
