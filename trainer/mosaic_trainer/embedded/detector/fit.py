"""Fits the detector: `fit(samples, seed=0).file` is what `mosaic_guard/learned/detector.bin` holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mosaic_guard.learned.weights import Weights, parse
from mosaic_guard.learned.words import FEATURES
from mosaic_guard.policies.injection.detector import WEAK
from mosaic_guard.policies.injection.learned import Learned
from mosaic_trainer.embedded.detector.calibrate import gates, operating, probability
from mosaic_trainer.embedded.detector.head import fit_head
from mosaic_trainer.embedded.detector.metrics import measured
from mosaic_trainer.embedded.detector.rows import cut
from mosaic_trainer.embedded.detector.weights import packed
from mosaic_trainer.embedded.texts.sample import Sample


@dataclass(frozen=True, slots=True)
class Trained:
    """A detector, and how good it is on what it did not learn from."""

    file: bytes
    metrics: Mapping[str, Any] = field(default_factory=dict)

    @property
    def weights(self) -> Weights:
        """The file as the run time reads it."""
        return parse(self.file)

    def detector(self, *, least: float = WEAK) -> Learned:
        """The detector that the run time makes of it, reporting scores from `least` on: also the reader of carriers."""
        return Learned(self.weights, least=least)


def fit(
    samples: Iterable[Sample],
    *,
    by_hand: Iterable[Sample] = (),
    seed: int = 0,
    training: Mapping[str, Any] | None = None,
) -> Trained:
    """Fit both heads; the same samples and seed give the same bytes.

    Args:
        samples: those of split `train`.
        by_hand: more of them, for the head that scans; to the one that reads, what asks people and agents is one.
        seed: of everything that is drawn.
        training: what to keep in the file's header: digests of the configuration and of the data.
    """
    kept = list(samples)
    scanned, carried = list(cut([*kept, *by_hand], "scan")), list(cut(kept, "read"))
    scan, read = fit_head(scanned, "scan", seed), fit_head(carried, "read", seed)
    points = operating(scanned, scan.unseen)
    parameters = {
        "features": FEATURES,
        "scan": {**scan.parameters, "points": points, "gates": gates(scan.unseen, points, scan.gate)},
        "read": {**read.parameters, "points": probability(read.unseen), "gates": [[0.0, read.gate]]},
    }
    tables = {"scan": scan.line.table, "read": read.line.table}
    metrics = {"scan": measured(scanned, scan.unseen), "read": measured(carried, read.unseen)}
    return Trained(packed("detector", parameters, tables, {"seed": seed, **(training or {})}), metrics)
