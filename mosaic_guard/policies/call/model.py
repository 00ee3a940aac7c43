"""The learned part: from a row of evidence to the probability that a call was injected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mosaic_guard.errors import ConfigError
from mosaic_guard.learned import Weights, words
from mosaic_guard.learned.calibration import calibrated
from mosaic_guard.learned.linear import Linear
from mosaic_guard.learned.trees import Node, boosted, grown
from mosaic_guard.policies.call.evidence import FEATURES

CALL, ANSWER = "call", "answer"
"""What the weights are kept under: of calls, and of what answers hand on."""


@dataclass(frozen=True, slots=True)
class Model:
    """Boosted trees with a calibration, and the probabilities from which they speak up."""

    trees: Sequence[Node]
    base: float
    points: Sequence[Sequence[float]]
    """Calibration: log-odds and probability, ascending."""
    sensitive: float
    malicious: float
    fingerprint: str
    wording: Linear | None = None
    """Tells by the words around a value who wrote them."""

    def probability(self, row: Sequence[float]) -> float:
        """Calibrated probability that a call with this row was injected."""
        return calibrated(boosted(row, self.trees, self.base), self.points)

    def worded(self, said: Sequence[str]) -> float:
        """Log-odds that an attacker wrote what stands around a value; 0 where nothing is known of wordings."""
        return self.wording.scores([said])[0] if self.wording else 0.0


def model_of(weights: Weights) -> Model:
    """Make the model that a file of weights describes.

    Raises:
        ConfigError: it was made for other evidence than this version collects, or for words that are hashed otherwise.
    """
    said = weights.parameters
    known = tuple(said.get("features", ()))
    if known != FEATURES:
        other = ", ".join(sorted(set(known) ^ set(FEATURES))) or "none, but in another order"
        msg = (
            f"the weights of the {weights.model} policy are for other evidence than this version collects (only one "
            f"side knows: {other}). Make them again with: mosaic-guard train embedded"
        )
        raise ConfigError(msg)
    if said["words"] != words.FEATURES:
        msg = (
            f"the weights of the {weights.model} policy were learned for words hashed in way {said['words']!r}, this "
            f"version has {words.FEATURES}. Make them again with: mosaic-guard train embedded"
        )
        raise ConfigError(msg)
    shape = tuple(map(grown, said["trees"])), said["base"], said["calibration"]
    wording = Linear(weights.tables["wording"], **said["wording"])
    return Model(*shape, said["sensitive"], said["malicious"], weights.digest[:16], wording)
