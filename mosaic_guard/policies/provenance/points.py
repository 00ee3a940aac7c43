"""Points that end no sentence: after the day of a date, an abbreviation, or the initial of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.policies.provenance.dates import MONTHS
from mosaic_guard.policies.provenance.words import bare, fold
from mosaic_guard.verbs import ALSO_NOUN_OR_WRITE, ALSO_WRITES, vocabulary

_BEFORE_NUMBERS: Final = vocabulary("tel тел nr int rev ca vol no art")
_BEFORE_NAMES: Final = vocabulary("sig sr sra dr mr mrs ms pat str ul ул prof ing bzw Me St")
"""`Me` and `St` only so: `tell me. Then …`."""
_ORDERS: Final = (
    ALSO_WRITES | ALSO_NOUN_OR_WRITE | vocabulary("please kindly you your use now must do bitte veuillez por per favor")
)
"""No name is called so: an order that follows an abbreviation is a sentence of its own."""
_AFTER_DAYS: Final = vocabulary("und bis og i")
_DAY: Final = re.compile(r"(?<![\w.,])[0-9]{1,2}\Z")
_LAST: Final = re.compile(r"(?<![^\W_])[^\W\d_]{1,4}\Z")
_NEXT: Final = re.compile(r"[ \t]{1,3}([^\W_]+)")
_BEFORE: Final = 40
_AFTER: Final = 24
_OPENS: Final = tuple('.!?:,;([|>"')


def ends_sentence(text: str, at: int) -> bool:
    """Whether the point before `at` ends a sentence; what is no point does."""
    follows = _NEXT.match(text[at : at + _AFTER]) if text[at - 1 : at] == "." else None
    if follows is None:
        return True
    if follows[1].lower() in _ORDERS:
        return True
    before = text[max(0, at - _BEFORE) : at - 1].rpartition("\n")[2]
    return not (_is_day(before, follows[1]) or _is_short(before, follows[1]) or _is_initial(before, follows[1]))


def split(ends: re.Pattern[str], text: str, *, marks: bool = False) -> Iterator[str]:
    """Cut a text where `ends` matches, but at no point that ends nothing; with `marks`, a part keeps its end."""
    at = 0
    for m in ends.finditer(text):
        if not ends_sentence(text, m.end()):
            continue
        if m.start() > at:
            yield text[at : m.end() if marks else m.start()]
        at = m.end()
    if text[at:].strip():
        yield text[at:]


def _is_day(before: str, follows: str) -> bool:
    """`am 12. und 13. März`."""
    word = bare(fold(follows))
    return (word in _AFTER_DAYS or word in MONTHS) and _DAY.search(before) is not None


def _is_short(before: str, follows: str) -> bool:
    """`Tel. 601 555 027`, `Dr. Okonjo`."""
    last = _LAST.search(before)
    if last is None:
        return False
    known = _BEFORE_NUMBERS if follows[0].isdigit() or len(follows) == 1 else _BEFORE_NAMES
    return not known.isdisjoint((last[0], last[0].lower()))


def _is_initial(before: str, follows: str) -> bool:
    """`signed: S. Rask`, `Ann B. Moe`; but not `so do I. Then …`."""
    if not (before[-1:].isupper() and follows[0].isupper() and before[-2:-1].strip() in ("", *_OPENS)):
        return False
    named = before[:-1].split()[-1:]
    return not named or named[0][0].isupper() or named[0].endswith(_OPENS)
