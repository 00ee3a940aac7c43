"""Judges tool calls: whether the values that decide what a call does to whom are data, or an attacker's choice."""

from mosaic_guard.policies.call.evidence import FEATURES, OF_CALL, Evidence
from mosaic_guard.policies.call.gather import Row, gather
from mosaic_guard.policies.call.model import ANSWER, CALL, Model, model_of
from mosaic_guard.policies.call.pending import Pending
from mosaic_guard.policies.call.policy import CallPolicy

__all__ = [
    "ANSWER",
    "CALL",
    "FEATURES",
    "OF_CALL",
    "CallPolicy",
    "Evidence",
    "Model",
    "Pending",
    "Row",
    "gather",
    "model_of",
]
