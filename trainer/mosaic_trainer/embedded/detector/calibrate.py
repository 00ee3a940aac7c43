"""Maps a head's log-odds to scores, by what it said of wordings and documents it had not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from sklearn.isotonic import IsotonicRegression

from mosaic_guard.calibration.threshold import BOUNDS
from mosaic_guard.learned.calibration import needed
from mosaic_guard.policies.injection.detector import STRONG, WEAK
from mosaic_trainer.embedded.detector.head import Unseen, balance
from mosaic_trainer.embedded.detector.rows import Text

Points = list[list[float]]
_KNOTS: Final = 33
_LOW: Final = -20.0
"""The log-odds of what the gate stopped."""
_ALTERED: Final = 0.002
"""The share of clean real texts of any one source that may reach `WEAK`."""
_MADE: Final = frozenset({"generated", "written"})
_ALTERED_MADE: Final = 0.005
"""The same where texts were made for this: much of it was made to look like instructions."""
_ASKED: Final = (BOUNDS["output"].low, 0.3, 0.4, WEAK)
"""The probabilities that may be asked for, with a gate for each."""
_FAR: Final = 2.0
"""So much less telling by its words alone than any that reached a probability is not weighed for it at all."""
_STRONGER: Final = 1.0
"""How much further up `STRONG` stands."""
_ENOUGH: Final = 100
"""A source with fewer texts than this has no quantile worth the name."""


def probability(unseen: Unseen) -> Points:
    """Lines from log-odds to the share of instructions, as if there were as many instructions as data."""
    known = unseen.target >= 0
    odds, target, weight = unseen.odds[known], unseen.target[known], unseen.weight[known]
    alike = np.where(target == 1, balance(target, weight), 1.0) * weight
    made = IsotonicRegression(y_min=0.001, y_max=0.999, out_of_bounds="clip").fit(odds, target, sample_weight=alike)
    places = np.unique(np.quantile(odds[odds > _LOW], np.linspace(0, 1, _KNOTS)))
    return [[round(float(x), 4), round(float(y), 4)] for x, y in zip(places, made.predict(places), strict=True)]


def operating(texts: Sequence[Text], unseen: Unseen) -> Points:
    """Lines through `WEAK` and `STRONG`, where so few clean texts of each source get that cutting them is no harm."""
    clean = _clean(texts, unseen)
    shares = {source: _ALTERED_MADE if source in _MADE else _ALTERED for source in clean}
    weak = max(float(np.quantile(odds, 1 - shares[source])) for source, odds in clean.items())
    strong = weak + _STRONGER
    return [[weak - 6, 0.0], [weak, WEAK], [strong, STRONG], [strong + 3, 0.99]]


def gates(unseen: Unseen, points: Points, least: float) -> Points:
    """The log-odds by words alone from which a piece is worth weighing for whoever asks who reaches a probability.

    `least` is the lowest gate there can be.
    """
    return [[probability, max(least, _gate(unseen, needed(probability, points)))] for probability in _ASKED]


def _gate(unseen: Unseen, floor: float) -> float:
    reached = unseen.own[unseen.odds >= floor]
    return float(reached.min()) - _FAR if len(reached) else _LOW


def _clean(texts: Sequence[Text], unseen: Unseen) -> dict[str, list[float]]:
    """The highest log-odds in each clean text, by source; those of all that are too small together."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    at = 0
    for text in texts:
        odds = unseen.odds[at : at + len(text.rows)]
        at += len(text.rows)
        if text.sample.label == "data" and len(odds):
            found[text.sample.source.partition(":")[0]].append(float(odds.max()))
    large = {source: odds for source, odds in found.items() if len(odds) >= _ENOUGH}
    return large or {"all": [odd for odds in found.values() for odd in odds]}
