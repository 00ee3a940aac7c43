"""Sentences written by hand in many languages."""

from __future__ import annotations

from typing import Final

from mosaic_trainer.embedded.texts.languages.germanic import GERMAN

LANGUAGES: Final = (GERMAN,)
