"""Where a value stands in an untrusted text, and what stands beside it that could be meant instead."""

from mosaic_guard.policies.call.place.found import Place, place_of

__all__ = ["Place", "place_of"]
