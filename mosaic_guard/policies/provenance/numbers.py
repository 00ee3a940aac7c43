"""Numbers, in the many ways people and programs write them, reduced to one spelling.

A minus in a text is as often a dash, and one tool's withdrawal is another's negative amount: `-430` gives 430 and
-430. But `430` gives no -430, which may turn a payment round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from mosaic_guard.policies.provenance.vocabulary import NUMERALS
from mosaic_guard.text.unspaced import spaced

_CANDIDATE: Final = re.compile(r"[0-9]+(?:[.,'\u2019\u00a0\u202f ][0-9]+)*(?:e[+-]?[0-9]{1,3}(?![0-9a-z]))?")
_CURRENCY: Final = r"(?:eur|usd|gbp|chf|jpy|cny|inr|aud|cad|us|rs|r)"
_BEFORE: Final = re.compile(rf"(?:^|[^\w/:@.\-]|(?:^|[^\w])-|(?:^|[^\d])[:.]|(?:^|[^\w]){_CURRENCY})$")
_SPACED: Final = re.compile(r"(?<=[0-9])['\u2019\u00a0\u202f ](?=[0-9]{3}(?![0-9]))")
_PART_OF_MORE: Final = re.compile(r"[-/:@]\w|(?![^\W\d_]{1,4}[23]?(?!\w))\w")
"""Anything in one piece with it but a unit, such as `eur` or `m2`."""
_SIGNS: Final[Mapping[str, int]] = MappingProxyType(
    {sign: power for signs, power in (("千천", 3), ("万萬만", 4), ("億亿억", 8)) for sign in signs}
)
_NAMES: Final = (
    ("%", -2),
    ("k thousand tsd tausend mille mil mila tys тыс тис bin duizend tusen", 3),
    ("lakh", 5),
    ("m million millions mio mln millionen millones milhões milioni млн milyon miljoen", 6),
    ("crore", 7),
    ("bn billion mrd mld milliarden млрд milyar miljard", 9),
)
_SCALE: Final[Mapping[str, int]] = MappingProxyType(
    dict(_SIGNS) | {name: power for names, power in _NAMES for name in names.split()}
)
_WORDS: Final = "|".join(sorted(_SCALE.keys() - _SIGNS.keys(), key=len, reverse=True))
_SCALED: Final = re.compile(rf"\s?(?:(?:{_WORDS})(?!\w)|[{''.join(_SIGNS)}])")
_SPELLED: Final[Mapping[str, str]] = MappingProxyType({word: str(n) for n, word in enumerate(NUMERALS.split())})
_LONGEST: Final = 48
_MINUS: Final = "\u2212\u2013-"
_NEGATIVE: Final = re.compile(
    rf"(?:(?:^|[^\w{_MINUS}])(?:{_CURRENCY}\s?)?[{_MINUS}]|(?:^|\W)(?:minus|negative)\s)(?:[€$£¥]|{_CURRENCY}\s?)?$"
)
_SIGN_BEFORE: Final = 16
_UNSIGNED: Final = re.compile(rf"[{_MINUS}]|minus ")
_DIGIT: Final = re.compile("[0-9]")
_FULL: Final = re.compile(
    r"[^\w.+-]{0,3}\s?([+-]?[0-9][0-9.,'\u2019\u00a0\u202f ]*(?:e[+-]?[0-9]{1,3})?)\s?[^\w\s]{0,2}"
)


class Number(NamedTuple):
    """A number found in a text."""

    key: str
    start: int
    end: int


def numbers(folded: str) -> Iterator[Number]:
    """Find the numbers of a folded text; one that can be read in two ways comes twice."""
    apart = spaced(folded)
    for m in _CANDIDATE.finditer(apart):
        if m.end() - m.start() <= _LONGEST:
            yield from _of_match(apart, m, _SCALED.match(folded, m.end()))


def _of_match(folded: str, m: re.Match[str], scale: re.Match[str] | None) -> Iterator[Number]:
    start, end = m.span()
    apart = start == 0 or folded[start - 1].isspace()
    if not (apart or _BEFORE.search(folded[max(0, start - 5) : start])) or _PART_OF_MORE.match(folded, end):
        return
    readings = canonical(m[0])
    scaled = {shifted(key, _SCALE[scale[0].strip()]) for key in readings} if scale else frozenset[str]()
    for key in readings | scaled:
        yield Number(key, start, end)
        if _is_negative(folded, start, end):
            yield Number(_negated(key), start, end)
    if not readings:
        yield from _list(m)


def _is_negative(folded: str, start: int, end: int) -> bool:
    before = folded[max(0, start - _SIGN_BEFORE) : start]
    if _NEGATIVE.search(before):
        return True
    bracketed = "(" in before[-5:] and folded[end : end + 1] == ")"
    return bracketed or (folded[end : end + 1] in tuple(_MINUS) and not folded[end + 1 : end + 2].strip())


def _negated(key: str) -> str:
    return f"-{key}" if key.strip("0.") else key


def _list(m: re.Match[str]) -> Iterator[Number]:
    """`3, 5 7` as three numbers; `192.168.0.1` as none."""
    if re.search(r"[0-9]\.[0-9]+\.[0-9]", m[0]):
        return
    for part in re.finditer(r"[0-9]+(?:\.[0-9]+)?", m[0]):
        for key in canonical(part[0]):
            yield Number(key, m.start() + part.start(), m.start() + part.end())


def spelled_numbers(words: set[str]) -> set[str]:
    """Read `three` as 3."""
    return {_SPELLED[w] for w in words & _SPELLED.keys()}


def whole(folded: str) -> frozenset[str]:
    """Read a value that is nothing but a number (with a currency sign, perhaps)."""
    text = folded.strip()
    digit = _DIGIT.search(text) if len(text) <= _LONGEST else None
    if digit is None:
        return frozenset()
    head, body = text[: digit.start()], text[digit.start() :].rstrip(_MINUS)
    bracketed = "(" in head and body.endswith(")")
    negative = bracketed or len(head) + len(body) < len(text) or any(sign in head for sign in (*_MINUS, "minus "))
    m = _FULL.fullmatch(_UNSIGNED.sub("", head) + body)
    keys = canonical(m[1].strip().lstrip("+-")) if m else frozenset[str]()
    return frozenset(map(_negated, keys)) if negative else keys


def canonical(text: str) -> frozenset[str]:
    """Spell a number without grouping, exponent, or needless zeros, in each way it can be read."""
    if text.isdecimal():
        return frozenset([_trimmed(text, "")])
    mantissa, _, exponent = text.partition("e")
    power = int(exponent) if exponent else 0
    plain = _SPACED.sub("", mantissa)
    if abs(power) > _LONGEST or not plain.replace(".", "").replace(",", "").isdecimal():
        return frozenset()
    readings = _separated(plain)
    return frozenset(shifted(reading, power) for reading in readings) if power else frozenset(readings)


def _separated(plain: str) -> Iterator[str]:
    commas, dots = plain.count(","), plain.count(".")
    if commas and dots:
        decimal = "," if plain.rfind(",") > plain.rfind(".") else "."
        head, _, fraction = plain.rpartition(decimal)
        if decimal not in head and _grouped(head):
            yield _trimmed(head.replace(",", "").replace(".", ""), fraction)
        return
    if not commas and not dots:
        yield _trimmed(plain, "")
        return
    if _grouped(plain):
        yield _trimmed(plain.replace(",", "").replace(".", ""), "")
    if commas + dots == 1:
        head, _, fraction = plain.partition("," if commas else ".")
        yield _trimmed(head, fraction)


def _grouped(text: str) -> bool:
    first, *rest = text.replace(",", ".").split(".")
    western = all(len(group) == 3 for group in rest)
    indian = bool(rest) and len(rest[-1]) == 3 and all(len(group) == 2 for group in rest[:-1])
    return 1 <= len(first) <= 3 and (western or indian) and bool(first.lstrip("0"))


def _trimmed(head: str, fraction: str) -> str:
    fraction = fraction.rstrip("0")
    return (head.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


def shifted(key: str, power: int) -> str:
    """Multiply a canonical number by a power of ten."""
    head, _, fraction = key.partition(".")
    if power >= 0:
        fraction = fraction.ljust(power, "0")
        return _trimmed(head + fraction[:power], fraction[power:])
    head = head.rjust(1 - power, "0")
    return _trimmed(head[:power], head[power:] + fraction)


def is_distinctive(key: str) -> bool:
    """Whether it is too particular to turn up by chance: not a small integer, not a year."""
    key = key.removeprefix("-")
    return "." in key or (len(key) > 3 and not (len(key) == 4 and 1900 <= int(key) <= 2100))
