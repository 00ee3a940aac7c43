"""All domains."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mosaic_trainer.corpus.domain import Domain
from mosaic_trainer.corpus.domains.calendar import CALENDAR
from mosaic_trainer.corpus.domains.cloud import CLOUD
from mosaic_trainer.corpus.domains.code import CODE
from mosaic_trainer.corpus.domains.contacts import CONTACTS
from mosaic_trainer.corpus.domains.database import DATABASE
from mosaic_trainer.corpus.domains.files import FILES
from mosaic_trainer.corpus.domains.health import HEALTH
from mosaic_trainer.corpus.domains.home import HOME
from mosaic_trainer.corpus.domains.mail import MAIL
from mosaic_trainer.corpus.domains.payments import PAYMENTS
from mosaic_trainer.corpus.domains.shop import SHOP
from mosaic_trainer.corpus.domains.social import SOCIAL
from mosaic_trainer.corpus.domains.staff import STAFF
from mosaic_trainer.corpus.domains.support import SUPPORT
from mosaic_trainer.corpus.domains.travel import TRAVEL

_ALL: Final = (
    MAIL,
    PAYMENTS,
    CALENDAR,
    FILES,
    SHOP,
    SUPPORT,
    HOME,
    CODE,
    CLOUD,
    CONTACTS,
    STAFF,
    HEALTH,
    SOCIAL,
    TRAVEL,
    DATABASE,
)
DOMAINS: Final[Mapping[str, Domain]] = MappingProxyType({domain.name: domain for domain in _ALL})
"""By name."""
