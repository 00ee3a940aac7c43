"""Fits the detector: `fit(samples, seed=0).file` is what `mosaic_guard/learned/detector.bin` holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mosaic_guard.learned.weights import Weights, parse
from mosaic_guard.policies.injection.learned import Learned
from mosaic_trainer.embedded.detector.head import fit_head
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

    def detector(self) -> Learned:
        """The detector that the run time makes of it: also the reader of carriers."""
        return Learned(self.weights)


def fit(samples: Iterable[Sample], *, seed: int = 0, training: Mapping[str, Any] | None = None) -> Trained:
    """Fit both heads; the same samples and seed give the same bytes.

    Args:
        samples: those of split `train`.
        seed: of everything that is drawn.
        training: what to keep in the file's header: digests of the configuration and of the data.
    """
    kept = list(samples)
    scan = fit_head(list(cut(kept, "scan")), seed)
    read = fit_head(list(cut(kept, "read")), seed)
    parameters = {"scan": scan.parameters, "read": read.parameters}
    tables = {"scan": scan.line.table, "read": read.line.table}
    return Trained(packed("detector", parameters, tables, {"seed": seed, **(training or {})}))
