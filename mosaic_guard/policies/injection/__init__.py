"""Injection: which parts of untrusted text instruct the agent (facts), by a detector that can be exchanged."""

from mosaic_guard.policies.injection.detector import STRONG, WEAK, Detector, Hit, Reader
from mosaic_guard.policies.injection.learned import Learned, shipped
from mosaic_guard.policies.injection.leaves import unscanned
from mosaic_guard.policies.injection.scan import Rules
from mosaic_guard.policies.injection.source import Injection

__all__ = ["STRONG", "WEAK", "Detector", "Hit", "Injection", "Learned", "Reader", "Rules", "shipped", "unscanned"]
