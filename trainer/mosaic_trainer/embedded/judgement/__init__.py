"""Learns when an attacker chose a call, or a contact in an answer: cases from episodes, the fit, what it is worth."""

from mosaic_trainer.embedded.judgement.cases import Case, cases, of_phase
from mosaic_trainer.embedded.judgement.fit import Fitted, fit

__all__ = ["Case", "Fitted", "cases", "fit", "of_phase"]
