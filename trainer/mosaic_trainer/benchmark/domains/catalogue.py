"""All domains, in order."""

from __future__ import annotations

from typing import Final

from mosaic_trainer.benchmark.domains.bank import BANK
from mosaic_trainer.benchmark.domains.code import CODE
from mosaic_trainer.benchmark.domains.dining import DINING
from mosaic_trainer.benchmark.domains.home import HOME
from mosaic_trainer.benchmark.domains.hospital import HOSPITAL
from mosaic_trainer.benchmark.domains.insurance import INSURANCE
from mosaic_trainer.benchmark.domains.logistics import LOGISTICS
from mosaic_trainer.benchmark.domains.payroll import PAYROLL
from mosaic_trainer.benchmark.domains.property import PROPERTY
from mosaic_trainer.benchmark.domains.school import SCHOOL
from mosaic_trainer.benchmark.domains.ticketing import TICKETING
from mosaic_trainer.benchmark.domains.university import UNIVERSITY
from mosaic_trainer.benchmark.draft import Domain

DOMAINS: Final[tuple[Domain, ...]] = (
    BANK,
    CODE,
    DINING,
    HOME,
    HOSPITAL,
    INSURANCE,
    LOGISTICS,
    PAYROLL,
    PROPERTY,
    SCHOOL,
    TICKETING,
    UNIVERSITY,
)
