"""Trains the injection detector and the reader of carriers.

`fit(samples, seed=…)` gives `Trained`: `.file` (the bytes to ship), `.metrics`, `.detector()` (scan and instructs).
Whoever learns from the reader's scores must not see those of samples it learned from: `crossfitted(samples, seed=…)`.
"""

from mosaic_trainer.embedded.detector.fit import Trained, fit

__all__ = ["Trained", "fit"]
