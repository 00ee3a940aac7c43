"""Sentences written by hand in many languages."""

from __future__ import annotations

from typing import Final

from mosaic_trainer.embedded.texts.languages.germanic import GERMAN
from mosaic_trainer.embedded.texts.languages.romance import FRENCH, SPANISH
from mosaic_trainer.embedded.texts.languages.southern import ITALIAN, PORTUGUESE

LANGUAGES: Final = (GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE)
