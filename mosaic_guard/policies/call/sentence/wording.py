"""The words around a value: whoever chose the value chose them, too, and attackers introduce theirs in other words."""

from __future__ import annotations

from itertools import islice
from typing import Final

from mosaic_guard.learned.words import tokens
from mosaic_guard.policies.call.place import Place
from mosaic_guard.verbs import words

_VALUE: Final = "¤"
"""Stands for the value: what it says itself is no matter of wording."""
_STANDS_IN, _SAYS = "=", "|"
_FIELD: Final = 8
_SIDE: Final = 60
_READ: Final = 600


def around(name: str, place: Place) -> tuple[str, ...]:
    """Give what a linear model reads: an argument's name, the field of its value, and the sentence on both sides."""
    start, end = place.segment
    left = tokens(place.text[max(start, place.start - _READ) : place.start])[-_SIDE:]
    right = tokens(place.text[place.end : min(end, place.end + _READ)])[:_SIDE]
    field = islice(tokens(place.field.name.replace("_", " ").replace(".", " ")), _FIELD)
    return (*words(name), _STANDS_IN, *field, _SAYS, *left, _VALUE, *right)
