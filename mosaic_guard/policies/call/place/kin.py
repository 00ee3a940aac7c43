"""Values of the same kind as one, told by their looks: addresses, accounts, amounts, dates, ids of one form, names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.call.place import shape
from mosaic_guard.policies.call.place.names import is_heading, kind_of_name
from mosaic_guard.policies.shapes import Shape
from mosaic_guard.policies.shapes import shape as shape_of
from mosaic_guard.text.unspaced import spaced

_LONGEST: Final = 60
_MOST_RUNS: Final = 6
_MOST: Final = 200
_RUN: Final = re.compile(r"[^\W\d_]+|\d+|\s+|.", re.DOTALL)
_HOST: Final = re.compile(r"(?<![\w.@-])(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}(?![\w.-])", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"(?<![\w.,-])\d{1,3}(?:[.,' ]?\d{3}){0,4}[.,]\d\d(?![\w-]|[.,]\d)")
_DATE: Final = re.compile(r"(?<![\w-])(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)?)(?![\w-])")
_TIME: Final = re.compile(r"(?<![\w:])\d{1,2}:\d\d(?![\w:])")
_FORMS: Final = (_AMOUNT, _DATE, _TIME)


@lru_cache(maxsize=512)
def kind_of(value: str) -> re.Pattern[str] | None:
    """The pattern that values of its kind have; None for a word or text that may be anything."""
    text = value.strip()
    if not 1 < len(text) <= _LONGEST:
        return None
    looks = shape_of(text)
    if looks is Shape.HOST and _HOST.fullmatch(text):
        return _HOST
    known = next((form for form in _FORMS if form.fullmatch(text)), None) or kind_of_name(text)
    known = known or shape.pattern_of(text, looks)
    if known is shape.ACCOUNT_NUMBER and not known.fullmatch(text.upper()):
        known = None  # digits in groups: a phone, a sort code
    return known or (_form(text) if any(c.isdigit() for c in text) and len(text) > 2 else None)


def _form(text: str) -> re.Pattern[str] | None:
    """Ids of one form: the letters at its beginning, then runs of about as many digits and letters."""
    runs = _RUN.findall(text)
    if len(runs) > _MOST_RUNS:
        return None
    inner = "".join(_run(run, first=not at) for at, run in enumerate(runs))
    return re.compile(rf"(?<![\w.,-]){inner}(?![\w-]|[.,]\d)", re.IGNORECASE)


def _run(run: str, *, first: bool) -> str:
    about = f"{{{max(1, len(run) - 1)},{len(run) + 1}}}"
    if run.isdecimal():
        return rf"\d{about}"
    if run.isalpha() and not first:
        return rf"[^\W\d_]{about}"
    return re.escape(run)


@lru_cache(maxsize=128)
def kin(text: str, kind: re.Pattern[str], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where values of a kind stand in a range of a text."""
    apart = spaced(text) if spaced(kind.pattern) == kind.pattern else text
    found = (m.span(m.lastindex or 0) for m in kind.finditer(apart, start, end) if not is_heading(m))
    return tuple(span for span, _ in zip(found, range(_MOST), strict=False))
