"""Sentences written by hand in many languages."""

from __future__ import annotations

from typing import Final

from mosaic_trainer.embedded.texts.languages.arabic_hindi import ARABIC, HINDI
from mosaic_trainer.embedded.texts.languages.chinese_korean import CHINESE, KOREAN
from mosaic_trainer.embedded.texts.languages.german import GERMAN
from mosaic_trainer.embedded.texts.languages.language import Language
from mosaic_trainer.embedded.texts.languages.northern import DUTCH, SWEDISH
from mosaic_trainer.embedded.texts.languages.romance import FRENCH, SPANISH
from mosaic_trainer.embedded.texts.languages.slavic import POLISH, RUSSIAN
from mosaic_trainer.embedded.texts.languages.south_east_asian import INDONESIAN, VIETNAMESE
from mosaic_trainer.embedded.texts.languages.southern import ITALIAN, PORTUGUESE
from mosaic_trainer.embedded.texts.languages.turkish_japanese import JAPANESE, TURKISH

LANGUAGES: Final[tuple[Language, ...]] = (
    *(GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH, POLISH, RUSSIAN, TURKISH),
    *(JAPANESE, CHINESE, KOREAN, ARABIC, HINDI, VIETNAMESE, SWEDISH, INDONESIAN),
)
