"""What goes wrong with a run, beside its method."""

from __future__ import annotations

from mosaic_guard.errors import MosaicError


class RunError(MosaicError):
    """A run's folder can't be written or is not whole; what its last checkpoint holds is."""


class ResumeMismatch(RunError):
    """A checkpoint was made of another model, configuration or protocol."""
