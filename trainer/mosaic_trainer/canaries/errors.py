"""What a canary finds."""

from __future__ import annotations

from mosaic_guard.errors import MosaicError


class CanaryError(MosaicError):
    """Training would go on, finite and quiet, and learn nothing or the wrong thing."""
