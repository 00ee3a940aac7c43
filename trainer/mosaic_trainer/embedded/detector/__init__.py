"""Trains the injection detector and the reader of carriers.

`fit(samples, seed=…)` gives `Trained`: `.file` (the bytes to ship), `.metrics`, `.detector()` (it scans and reads).
Whoever learns from the reader's scores fits one on part of the templates (`fold_of`) and reads the others with it.
"""

from mosaic_trainer.embedded.detector.fit import Trained, fit
from mosaic_trainer.embedded.detector.rows import FOLDS, fold_of

__all__ = ["FOLDS", "Trained", "fit", "fold_of"]
