"""Other values of the same kind beside one: a second account in a bill, a second address in a contact."""

from __future__ import annotations

import re
from typing import Final

from mosaic_guard.policies.provenance.shapes import Shape
from mosaic_guard.policies.provenance.words import fold

_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_URL: Final = re.compile(r"https?://[^\s\"'<>)\]]{4,200}|www\.[^\s\"'<>)\]]{4,200}")
_ACCOUNT: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b|\b\d{8,20}\b")
_MOST: Final = 20_000

ACCOUNT: Final = re.compile(r"[A-Za-z]{2}\d{2}[ \dA-Za-z]{8,40}|\d[\d -]{7,30}")


def is_account(value: str) -> bool:
    """Whether it looks like the number of an account."""
    return ACCOUNT.fullmatch(value.strip()) is not None


def others(text: str, start: int, end: int, value: str, shape: Shape) -> int:
    """Count the different values of the same kind in a range of a text."""
    pattern = _pattern(value, shape)
    if pattern is None:
        return 0
    own = _essence(value)
    found = {_essence(m[0]) for m in pattern.finditer(text, start, min(end, start + _MOST))}
    return sum(own not in one and one not in own for one in found)


def _pattern(value: str, shape: Shape) -> re.Pattern[str] | None:
    if shape is Shape.EMAIL:
        return _EMAIL
    if shape in (Shape.URL, Shape.HOST):
        return _URL
    return _ACCOUNT if is_account(value) else None


def _essence(value: str) -> str:
    return "".join(c for c in fold(value) if c.isalnum())
