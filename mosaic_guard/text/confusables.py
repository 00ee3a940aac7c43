"""Letters of other scripts that look like Latin ones."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_LOOKALIKES: Final = (
    # Cyrillic
    "аa еe оo рp сc уy хx іi ѕs јj ԁd ԛq ԝw һh ӏl ґr ѵv ꙅs ҽe қk ҟk ңh тt вb кk мm нh пn гr иu "
    "АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ҮY ԌG ԚQ ԜW ҐT "
    # Greek
    "αa οo ρp νv ιi κk υu τt χx ϲc ϳj γy ηn ωw εe ςs σo "
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC ϺM "
    # Armenian, Cherokee, Latin extensions that do not decompose
    "օo սu ցg հh ոn զq յj ՏS ՕO ԼL "
    "ᎪA ᏴB ᏟC ᎠD ᎬE ᏀG ᎻH ᎥI ᎫJ ᏦK ᏞL ᎷM ᏢP ᏚS ᎢT ᏙV ᎳW ᏃZ "
    "ıi ȷj ɑa ɡg ɩi ʟl ɴn ʀr ꜱs ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ʏy ᴢz łl đd øo ħh ŧt ƅb ƽs"
)

CONFUSABLES: Final[Mapping[str, str]] = MappingProxyType({pair[0]: pair[1] for pair in _LOOKALIKES.split()})
"""Lookalike → Latin letter."""
