"""The domains that training knows."""

from __future__ import annotations

from typing import Final

from mosaic_trainer.embedded.tasks.domain import Domain
from mosaic_trainer.embedded.tasks.domains.office import OFFICE
from mosaic_trainer.embedded.tasks.domains.payments import PAYMENTS

DOMAINS: Final[tuple[Domain, ...]] = (OFFICE, PAYMENTS)
HELD_OUT: Final = frozenset({"farming", "library", "car_rental", "media"})
"""Only validation works here."""
