"""What can stop a training run."""

from __future__ import annotations

from mosaic_guard.errors import MosaicError


class VersionError(MosaicError):
    """A library is of a version whose internals are not known here."""


class TrainingError(MosaicError):
    """Training can't go on; the last checkpoint can be resumed from."""
