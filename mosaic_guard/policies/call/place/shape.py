"""Other values of the same kind beside one: a second account in a bill, a second address in a contact."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from mosaic_guard.policies.provenance.vocabulary import COMMON
from mosaic_guard.policies.provenance.words import fold
from mosaic_guard.policies.shapes import Shape
from mosaic_guard.text.unspaced import spaced

EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_URL: Final = re.compile(r"https?://[^\s\"'<>)\]]{4,200}|www\.[^\s\"'<>)\]]{4,200}")
ACCOUNT_NUMBER: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b|\b\d{8,20}\b")
_PHONE: Final = re.compile(r"\+\d[\d ()/-]{6,18}\d|\b0\d{1,4}[ /-]\d[\d /-]{4,14}\d")
_CUE: Final = re.compile(r"([^\W\d_]{3,30})[ :#=]{1,3}$")
_MOST: Final = 20_000

ACCOUNT: Final = re.compile(r"[A-Za-z]{2}\d{2}[ \dA-Za-z]{8,40}|\d[\d -]{7,30}")


def is_account(value: str) -> bool:
    """Whether it looks like the number of an account."""
    return ACCOUNT.fullmatch(value.strip()) is not None


def of_kind(value: str, shape: Shape) -> bool:
    """Whether values of its kind can be told by their looks."""
    return pattern_of(value, shape) is not None


def others(text: str, start: int, end: int, *, value: str, shape: Shape, used: Collection[str] = ()) -> int:
    """Count the different values of the same kind in a range of a text that are not in use."""
    pattern = pattern_of(value, shape)
    return 0 if pattern is None else _different(pattern, text, start, end, value, used)


def cued(text: str, at: int, value: str, used: Collection[str] = ()) -> int:
    """Count the different ones, not in use, that follow the same word as the one at this place: `order 12`."""
    before = _CUE.search(text[max(0, at - 40) : at])
    if before is None or before[1].lower() in COMMON or not any(c.isdigit() for c in value):
        return 0
    cue = re.compile(rf"\b{re.escape(before[1])}[ :#=]{{1,3}}([^\s,;]{{0,40}}\d[^\s,;]{{0,40}})", re.IGNORECASE)
    return _different(cue, text, 0, min(len(text), _MOST), value, used)


def _different(pattern: re.Pattern[str], text: str, start: int, end: int, value: str, used: Collection[str]) -> int:
    own = essence(value)
    text = text[start : min(end, start + _MOST)]
    if pattern.pattern == spaced(pattern.pattern):
        text = spaced(text)
    found = {essence(m[m.lastindex or 0]) for m in pattern.finditer(text)}
    return sum(own not in one and one not in own for one in found.difference(used))


def pattern_of(value: str, shape: Shape) -> re.Pattern[str] | None:
    """The looks of values of its kind; None where these tell nothing."""
    if shape is Shape.EMAIL:
        return EMAIL
    if shape in (Shape.URL, Shape.HOST):
        return _URL
    if _PHONE.fullmatch(value.strip()):
        return _PHONE
    return ACCOUNT_NUMBER if is_account(value) else None


def essence(value: str) -> str:
    """The letters and digits of a value."""
    return "".join(c for c in fold(value) if c.isalnum())
