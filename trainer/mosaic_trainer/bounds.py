"""Which values settings may have; what is wrong is named with its value."""

from __future__ import annotations

from mosaic_guard.config.constraints import FieldError


def at_least(settings: object, least: float, *names: str) -> None:
    """Raise FieldError for the first of the fields that is lower."""
    for name in names:
        if not getattr(settings, name) >= least:
            raise FieldError(f"must be at least {least}, not {getattr(settings, name)}", name)


def above(settings: object, *names: str) -> None:
    """Raise FieldError for the first of the fields that is not above 0."""
    for name in names:
        if not getattr(settings, name) > 0:
            raise FieldError(f"must be above 0, not {getattr(settings, name)}", name)
