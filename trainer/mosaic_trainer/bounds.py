"""Which values settings may have; what is wrong is named with its value."""

from __future__ import annotations

from typing import Final

from mosaic_guard.backends.endpoint import is_address, no_address
from mosaic_guard.config.constraints import FieldError

SEEDS: Final = 2**32
"""So many seeds there are: NumPy takes no others."""


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


def addresses(settings: object, *names: str) -> None:
    """Raise FieldError for the first of the fields that names something other than a server."""
    for name in names:
        url = getattr(settings, name)
        if url and not is_address(url):
            raise FieldError(no_address(url), name)


def seeds(settings: object, name: str) -> None:
    """Raise FieldError where generators of random numbers would not take it."""
    at_least(settings, 0, name)
    if not getattr(settings, name) < SEEDS:
        raise FieldError(f"must be below {SEEDS}, not {getattr(settings, name)}", name)
