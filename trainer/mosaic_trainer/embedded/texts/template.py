"""Templates: `{slot}` or `{entity.slot}` is a value, `[a|b|]` one of several wordings. Other braces mean themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

_SLOT: Final = re.compile(r"\{((?:[a-z]+\.)?[a-z_]+)\}")
_CHOICE: Final = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The place of one of several wordings."""

    options: tuple[Template, ...]


Template = tuple[str | Slot | Choice, ...]


@cache
def compiled(text: str) -> Template:
    """Parse a template; grammars are finite, so each is parsed once."""
    parts: list[str | Slot | Choice] = []
    for i, piece in enumerate(_CHOICE.split(text)):
        if i % 2:
            parts.append(Choice(tuple(_slots(option) for option in piece.split("|"))))
        else:
            parts.extend(_slots(piece))
    return tuple(parts)


@cache
def slots(text: str) -> frozenset[str]:
    """The names of all values that a template may mention."""
    return frozenset(_SLOT.findall(text))


def _slots(text: str) -> Template:
    return tuple(Slot(p) if i % 2 else p for i, p in enumerate(_SLOT.split(text)) if p)
