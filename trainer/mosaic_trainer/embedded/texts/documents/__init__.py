"""Clean documents of many kinds; what they say decides how often clean outputs are cut."""

from __future__ import annotations

from typing import Final

from mosaic_trainer.embedded.texts.documents.document import Form
from mosaic_trainer.embedded.texts.documents.people import PEOPLE_FORMS
from mosaic_trainer.embedded.texts.documents.programs import PROGRAM_FORMS
from mosaic_trainer.embedded.texts.documents.technical import TECHNICAL_FORMS

FORMS: Final[tuple[Form, ...]] = (*PEOPLE_FORMS, *TECHNICAL_FORMS, *PROGRAM_FORMS)
