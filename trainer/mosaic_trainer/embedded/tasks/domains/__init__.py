"""The domains that training knows."""

from __future__ import annotations

from typing import Final

from mosaic_trainer.embedded.tasks.domain import Domain
from mosaic_trainer.embedded.tasks.domains.administration import ADMINISTRATION
from mosaic_trainer.embedded.tasks.domains.car_rental import CAR_RENTAL
from mosaic_trainer.embedded.tasks.domains.chat import CHAT
from mosaic_trainer.embedded.tasks.domains.crm import CRM
from mosaic_trainer.embedded.tasks.domains.farming import FARMING
from mosaic_trainer.embedded.tasks.domains.gym import GYM
from mosaic_trainer.embedded.tasks.domains.legal import LEGAL
from mosaic_trainer.embedded.tasks.domains.library import LIBRARY
from mosaic_trainer.embedded.tasks.domains.media import MEDIA
from mosaic_trainer.embedded.tasks.domains.notes import NOTES
from mosaic_trainer.embedded.tasks.domains.office import OFFICE
from mosaic_trainer.embedded.tasks.domains.payments import PAYMENTS
from mosaic_trainer.embedded.tasks.domains.phone import PHONE
from mosaic_trainer.embedded.tasks.domains.servers import SERVERS
from mosaic_trainer.embedded.tasks.domains.shell import SHELL
from mosaic_trainer.embedded.tasks.domains.shop import SHOP
from mosaic_trainer.embedded.tasks.domains.social import SOCIAL
from mosaic_trainer.embedded.tasks.domains.storage import STORAGE
from mosaic_trainer.embedded.tasks.domains.travel import TRAVEL
from mosaic_trainer.embedded.tasks.domains.web import WEB

UNSEEN: Final[tuple[Domain, ...]] = (FARMING, LIBRARY, CAR_RENTAL, MEDIA)
"""Only validation works here."""
SEEN: Final[tuple[Domain, ...]] = (
    *(OFFICE, PAYMENTS, CHAT, TRAVEL, STORAGE, SHOP, CRM, SERVERS),
    *(SHELL, NOTES, WEB, PHONE, SOCIAL, LEGAL, ADMINISTRATION, GYM),
)
DOMAINS: Final = (*SEEN, *UNSEEN)
