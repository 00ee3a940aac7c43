"""The model-backed policy: MOSAIC's explicit safety check by a local model, in guard role."""

from mosaic_guard.policies.mosaic.policy import MosaicPolicy
from mosaic_guard.policies.mosaic.terms import Terms

__all__ = ["MosaicPolicy", "Terms"]
