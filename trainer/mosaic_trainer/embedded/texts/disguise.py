# ruff: noqa: RUF001 - look-alike letters are what this is about
"""Mild disguises and endings of sentences: attackers' and harmless ones wear them alike."""

from __future__ import annotations

from random import Random
from types import MappingProxyType
from typing import Final

_RATE: Final = 0.04
_ENDINGS: Final = 0.3
_STOPS: Final = frozenset(".。।")
_LEET: Final = MappingProxyType(str.maketrans("aeiost", "4310$7"))
_LIKE: Final = MappingProxyType(str.maketrans("aceopxy", "асеорху"))
_WIDE: Final = MappingProxyType({i: i + 0xFEE0 for i in range(0x21, 0x7F)})


def ended(random: Random, text: str) -> str:
    """End a sentence in one of the ways people end them."""
    chance = random.random()
    if text[-1:] not in _STOPS:
        return text + "." if chance < _ENDINGS and text[-1:].isalnum() else text
    if chance < _ENDINGS:
        return text[:-1] + random.choice(("", "", "", "!", "...", ";"))
    return text


def disguised(random: Random, text: str) -> str:
    """Once in a while, write the text in a disguise."""
    if random.random() >= _RATE:
        return text
    return random.choice((_leet, _alike, _wide, _spaced, _dotted, str.upper))(text)


def _leet(text: str) -> str:
    return text.translate(_LEET)


def _alike(text: str) -> str:
    return text.translate(_LIKE)


def _wide(text: str) -> str:
    return text.translate(_WIDE)


def _spaced(text: str) -> str:
    return " ".join(text)


def _dotted(text: str) -> str:
    return "\u200b".join(text)
