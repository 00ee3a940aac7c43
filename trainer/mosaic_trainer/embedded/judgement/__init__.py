"""Learns when a pending call was chosen by an attacker: cases from episodes, the fit, and what it is worth."""

from mosaic_trainer.embedded.judgement.cases import Case, cases
from mosaic_trainer.embedded.judgement.fit import Fitted, fit

__all__ = ["Case", "Fitted", "cases", "fit"]
