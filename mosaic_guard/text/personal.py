"""Personal data in text: card, account, identity and phone numbers, e-mail addresses; checksums keep it honest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mosaic_guard.text.unspaced import spaced


@dataclass(frozen=True, slots=True)
class Place:
    """Something found, and where it stands: offsets in characters, end exclusive."""

    kind: str
    start: int
    end: int


PERSONAL_KINDS: Final = frozenset({"card", "iban", "national_id", "email", "phone"})
"""The kinds that are about a person; every other kind opens a door."""


def places_of_personal_data(text: str) -> list[Place]:
    """Find them all, overlaps included."""
    found = list(_emails(text)) if "@" in text else []
    text = spaced(text)
    for start, end in _numbers(text):
        found += [*_ibans(text, start, end), *_cards(text, start, end)]
        found += [*_national_ids(text, start, end), *_phones(text, start, end)]
    return found


_NUMBER: Final = re.compile(r"[0-9]+(?:[ ()./-]{1,3}[0-9]+)*")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ .][0-9]{1,2})?|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}")
_LETTERS: Final = 11
"""So far before its digits a number may begin: country and bank of an account."""


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Stretches with six digits or more that are no date, and room for the letters around them."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if end - start >= 6 and not _DATE.fullmatch(text, start, end):
            yield max(0, start - _LETTERS), min(len(text), end + 2 * _LETTERS)


def without_overlaps(places: Iterable[Place]) -> list[Place]:
    """Keep, of places that overlap, the first given; in order of the text."""
    rank = {place: i for i, place in reversed(list(enumerate(places)))}
    kept: list[Place] = []
    for place in sorted(rank, key=lambda p: (p.start, rank[p])):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
        elif rank[place] < rank[kept[-1]]:
            kept[-1] = place
    return kept


_LOCAL: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-")
_DOMAIN: Final = re.compile(r"(?:[^\W_][\w-]{0,62}\.){1,8}[^\W\d_]{2,24}")


def _emails(text: str) -> Iterator[Place]:
    """Letters of scripts without spaces belong to the sentence around, unless nothing else stands at that side."""
    apart = spaced(text)
    at = text.find("@")
    while at >= 0:
        start = _local(apart, at)
        if start == at:
            start = _local(text, at)
        domain = _DOMAIN.match(apart, at + 1) or _DOMAIN.match(text, at + 1)
        if start < at and domain:
            yield Place("email", start, domain.end())
        at = text.find("@", at + 1)


def _local(text: str, at: int) -> int:
    start = at
    while start > 0 and at - start < 64 and (text[start - 1] in _LOCAL or text[start - 1] > "\x7f"):
        start -= 1
    return start


def _stands_alone(text: str, start: int, end: int) -> bool:
    """No letter or digit, and no decimal point, joins it to what is around."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:].isalnum() or after[:1].isalnum() or before[-1:] == "_" or after[:1] == "_":
        return False
    return not (
        (before[-1:] in (".", ",", "-") and before[:1].isdigit()) or (after[:1] in ("-", "/") and after[1:].isdigit())
    )


_CARD: Final = re.compile(r"3[47][0-9]{2}([ -]?)[0-9]{6}\1[0-9]{5}|[2-6][0-9]{3}([ -]?)[0-9]{4}\2[0-9]{4}\2[0-9]{1,7}")


_IN_ACCOUNT: Final = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2})[0-9]{2} $")
"""Before digits, the beginning of an account number in groups: one in ten such runs passes for a card by chance."""


def _cards(text: str, start: int, stop: int) -> Iterator[Place]:
    for match in _CARD.finditer(text, start, stop):
        digits = match[0].replace(" ", "").replace("-", "")
        if 13 <= len(digits) <= 19 and _stands_alone(text, *match.span()) and _luhn(digits):
            account = _IN_ACCOUNT.search(text, max(0, match.start() - 8), match.start())
            if account is None or account[1] not in _IBAN_LENGTHS:
                yield Place("card", *match.span())


def _luhn(digits: str) -> bool:
    numbers = [int(c) for c in reversed(digits)]
    doubled = (n * 2 - 9 if n > 4 else n * 2 for n in numbers[1::2])
    return (sum(numbers[::2]) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1


_IBAN: Final = re.compile(r"[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?")
_IBAN_LENGTHS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("NO",), 15),
    **dict.fromkeys(("BE",), 16),
    **dict.fromkeys(("DK", "FI", "FO", "GL", "NL", "SD"), 18),
    **dict.fromkeys(("MK", "SI"), 19),
    **dict.fromkeys(("AT", "BA", "EE", "KZ", "LT", "LU", "MN", "XK"), 20),
    **dict.fromkeys(("CH", "CR", "HR", "LI", "LV"), 21),
    **dict.fromkeys(("BG", "BH", "DE", "GB", "GE", "IE", "ME", "RS", "VA"), 22),
    **dict.fromkeys(("AE", "GI", "IL", "IQ", "OM", "SO", "TL"), 23),
    **dict.fromkeys(("AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG"), 24),
    **dict.fromkeys(("LY", "PT", "ST"), 25),
    **dict.fromkeys(("IS", "TR"), 26),
    **dict.fromkeys(("FR", "GR", "IT", "MC", "MR", "SM"), 27),
    **dict.fromkeys(("AL", "AZ", "BY", "CY", "DO", "GT", "HU", "LB", "NI", "PL", "SV"), 28),
    **dict.fromkeys(("BR", "EG", "PS", "QA", "UA"), 29),
    **dict.fromkeys(("JO", "KW", "MU"), 30),
    **dict.fromkeys(("MT", "SC"), 31),
}


def _ibans(text: str, start: int, stop: int) -> Iterator[Place]:
    for match in _IBAN.finditer(text, start, stop):
        length = _IBAN_LENGTHS.get(match[0][:2], 0)
        end, seen = match.start(), 0
        while end < match.end() and seen < length:
            seen += text[end] != " "
            end += 1
        if length and seen == length and _stands_alone(text, match.start(), end) and _mod97(text[match.start() : end]):
            yield Place("iban", match.start(), end)


def is_account(compact: str) -> bool:
    """Whether it is an international account number: the length of its country, and a checksum that holds."""
    return len(compact) == _IBAN_LENGTHS.get(compact[:2]) and compact[2:4].isdigit() and _mod97(compact)


def _mod97(iban: str) -> bool:
    compact = iban.replace(" ", "")
    return int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 == 1


_SSN: Final = re.compile(r"[0-8][0-9]{2}([- ])[0-9]{2}\1[0-9]{4}")
_LETTERS_FIRST: Final = re.compile(r"[A-CEGHJ-PR-TW-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]|[XYZ][0-9]{7}-?[A-Z]")
_LONG: Final = re.compile(r"[0-9]{7,17}(?:-?[A-Z]|x)?[0-9]?")
_FRENCH: Final = re.compile(r"[12] [0-9]{2} [01][0-9] [0-9]{2} [0-9]{3} [0-9]{3} [0-9]{2}")


def _national_ids(text: str, start: int, stop: int) -> Iterator[Place]:
    for expression in (_SSN, _LETTERS_FIRST, _LONG, _FRENCH):
        for match in expression.finditer(text, start, stop):
            number = match[0].replace(" ", "").replace("-", "").upper()
            if _checks(number, dashed=expression is _SSN) and _stands_alone(text, *match.span()):
                yield Place("national_id", *match.span())


def _checks(number: str, *, dashed: bool) -> bool:
    """Whether the form and checksum of some country fit: bare digits count only where there is a checksum."""
    if len(number) == 9 and number[0].isalpha() and number[1].isalpha():
        return number[:2] not in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")
    if len(number) == 9 and dashed:
        return _us(number)
    if len(number) == 9 and number[8].isalpha():
        return _es(number)
    if len(number) == 15 and number.isdigit() and number[0] in "12":
        return 97 - int(number[:13]) % 97 == int(number[13:])
    return len(number) == 18 and number[6:8] in ("19", "20") and number[:17].isdigit() and _cn(number)


def _us(digits: str) -> bool:
    return digits[:3] not in ("000", "666") and digits[3:5] != "00" and digits[5:] != "0000"


def _es(number: str) -> bool:
    value = int({"X": "0", "Y": "1", "Z": "2"}.get(number[0], number[0]) + number[1:8])
    return "TRWAGMYFPDXBNJZSQVHLCKE"[value % 23] == number[8]


def _cn(number: str) -> bool:
    weighted = sum(int(c) * pow(2, 17 - i, 11) for i, c in enumerate(number[:17]))
    return "10X98765432"[weighted % 11] == number[17]


_PHONE: Final = re.compile(
    r"\+[0-9]{1,3}(?:[ ./-]?\(?[0-9]{1,5}\)?){2,6}"
    r"|\(0?[0-9]{2,4}\)[ -]?[0-9]{3,4}[ -]?[0-9]{4}"
    r"|[2-9][0-9]{2}([-. ])[0-9]{3}\1[0-9]{4}"
    r"|0[1-9](?:([ .-])[0-9]{2})(?:\2[0-9]{2}){3}|0[0-9]{2,4}[ /-][0-9]{5,8}"
    r"|1[3-9][0-9]{9}"
)


def _phones(text: str, start: int, stop: int) -> Iterator[Place]:
    for match in _PHONE.finditer(text, start, stop):
        digits = sum(c.isdigit() for c in match[0])
        if 8 <= digits <= 15 and _stands_alone(text, *match.span()):
            yield Place("phone", *match.span())
