"""Names in running text: two or three capitalised words, without what only stands before them."""

from __future__ import annotations

import re
from typing import Final

from mosaic_guard.policies.provenance.words import fold, words
from mosaic_guard.verbs import vocabulary

_CAPITAL: Final = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x17F)) if c.isupper())
_WORD: Final = rf"[{_CAPITAL}][\w'-]{{1,30}}"
_RUN: Final = rf"{_WORD}(?: {_WORD}){{1,2}}(?!\w)"
_BEFORE: Final = vocabulary(
    "Hello Hi Hey Dear Thanks Hallo Liebe Lieber Guten Bonjour Cher Chère Hola Buenos Estimado Estimada Querido "
    "Querida Ciao Caro Cara Gentile Olá Prezado Prezada Beste Geachte Hej Kära Szanowny Szanowna Drogi Droga Cześć "
    "Merhaba The An This That These Our Your My All Der Die Das Den Dem Des Ein Eine Einen Einem Einer Unser Unsere "
    "Unseren Unserer Mein Meine Meinen Ihr Ihre Ihren Ihrer Diese Dieser Dieses Alle Notre Nos Votre Vos Cette Nuestro "
    "Nuestra Vuestra Nostro Nostra Vostra Nosso Nossa Onze"
)
"""Greetings, articles and the like; no articles that names of places and houses begin with (`La Paz`, `Il Gufo`)."""
NAME: Final = re.compile(rf"(?<!\w)(?!(?:{'|'.join(sorted(_BEFORE))}) ){_RUN}")
_CAPITALISED: Final = re.compile(rf"(?<!\w){_RUN}")
_TITLES: Final = vocabulary(
    "frau herr herrn mr mrs ms miss mx dr prof sir madam me mme mlle m monsieur madame maître pani pan pana panu don "
    "doña dona sr sra señor señora señorita senhor senhora signor signora signore sig hanım bey mevrouw meneer mevr "  # noqa: RUF001 # Turkish
    "dhr fru hr herra rouva paní"
)
_SENTENCE_ENDS: Final = (".", "!", "?", ":", ";", "\n")
_NEAR: Final = 20
_ALIKE: Final = 5
"""Letters by which a name is known in whatever case its language puts it."""


def kind_of_name(text: str) -> re.Pattern[str] | None:
    """The pattern that other names have; None where this is no name."""
    if not _CAPITALISED.fullmatch(text):
        return None
    return _CAPITALISED if text.isupper() else NAME


def is_heading(found: re.Match[str]) -> bool:
    """Whether it only looks like a name because everything there is written in capitals."""
    return found.re is NAME and found[0].isupper()


def others_named(text: str, value: str) -> list[str]:
    """The names in a person's words that share no word with a value."""
    own = _parts(value)
    found = (_said(m) for m in NAME.finditer(text))
    names = (name for name in found if " " in name and (value.isupper() or not name.isupper()))
    return [name for name in names if own.isdisjoint(_parts(name))]


def _said(found: re.Match[str]) -> str:
    """A name without titles, and without what is capitalised because a sentence begins or is drawn together."""
    said = found[0].split()
    before = found.string[max(0, found.start() - _NEAR) : found.start()].rstrip(" \t\"'(*-")
    last = before.split(" ")[-1].lower()
    if not before or (last.endswith(_SENTENCE_ENDS) and last.rstrip(".") not in _TITLES):
        said = said[1:]
    if "'" in said[0][-3:]:  # `Tuesday's`, `I'll`; not `O'Brien`
        said = said[1:]
    return " ".join(word for word in said if word.partition("'")[0].lower() not in _TITLES)


def _parts(text: str) -> frozenset[str]:
    return frozenset(word[:_ALIKE] for word in words(fold(text)))
