"""Tells a large amount of money from other numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

LARGE: Final = 1000
"""From so many units of any currency on, a payment is large."""

_LETTERS: Final[Mapping[str, float]] = {"k": 1e3, "m": 1e6}
_SCALES: Final[Mapping[str, float]] = {
    "thousand": 1e3,
    "grand": 1e3,
    "mille": 1e3,
    "mil": 1e3,
    "million": 1e6,
    "万": 1e4,
}
_CENTS: Final = frozenset(["yen", "jpy", "円", "inr", "rupees", "rub", "rubles", "krw", "huf"])
"""Units of so little worth that a hundred of them are one."""
_SIGNS: Final = frozenset(["$", "€", "£", "¥", "usd", "eur", "gbp", "chf", "jpy"])
"""Those that also stand in front of their number."""
_NAMES: Final = """dollar dollars euro euros pound pounds bucks franken francs franc yuan rmb 元 btc eth bitcoin
    bitcoins 欧 美"""
_MONEY: Final = _SIGNS.union(_CENTS, _SCALES, _NAMES.split())
_COUNTED: Final = frozenset(["invoice", "order", "ticket", "vendor", "supplier", "customer", "case", "no", "nr"])
"""Behind these stands the number of a thing."""
_NUMBER: Final = re.compile(r"([0-9][0-9.,']*)(k|m)?")


def is_large(tokens: Sequence[str], i: int) -> bool:
    """Whether the number at that place is an amount of money of `LARGE` or more."""
    match = _NUMBER.fullmatch(tokens[i])
    if not match or len(match[1]) > 16:
        return False
    value, end = _value(match[1]), i + 1
    while len(tokens[i]) < 4 and end <= i + 2 and end < len(tokens) and _is_group(tokens[end]):
        value, end = value * 1000 + _value(tokens[end]), end + 1  # 10 000 euros
    before, after = tokens[i - 1] if i else "", _unit(tokens, end, counted=i > 0 and tokens[i - 1] in _COUNTED)
    if not match[2] and before not in _MONEY and _MONEY.isdisjoint(after):
        return False
    # A letter counts only behind its number: the M of M-2310 is no million.
    letter = match[2] or (after[0] if after else "")
    value *= _LETTERS.get(letter, 1.0)
    for word in after:
        value *= _SCALES.get(word, 1.0)
    return value * (0.01 if before in _CENTS or not _CENTS.isdisjoint(after) else 1.0) >= LARGE


def _unit(tokens: Sequence[str], at: int, *, counted: bool) -> Sequence[str]:
    """What may say what is counted there; what belongs to the next number does not."""
    after = tokens[at : at + 2]
    if after and after[0][0].isdigit():
        return ()
    sign = next((n for n, word in enumerate(after, at) if word in _SIGNS), None)
    return () if counted and sign is not None and _is_number(tokens, sign + 1) else after


def _is_group(token: str) -> bool:
    return len(token) == 3 and token.isdecimal()


def _is_number(tokens: Sequence[str], at: int) -> bool:
    return at < len(tokens) and tokens[at][0].isdigit()


def _value(digits: str) -> float:
    """12,000 and 12.000 and 12'000.50 alike: a last group of two digits is cents."""
    groups = [g for g in re.split(r"[.,']", digits) if g]
    cents = len(groups) > 1 and len(groups[-1]) != 3
    return float("".join(groups[:-1] if cents else groups) or 0)
