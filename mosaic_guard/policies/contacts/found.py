"""Finds the contacts that a text names: links and hosts, e-mail addresses, phone numbers, accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from string import ascii_letters, digits
from typing import Final

from mosaic_guard.policies.provenance.shapes import Shape, names_something, shape
from mosaic_guard.text.personal import Place, places_of_personal_data, without_overlaps

LINK, PHONE, ACCOUNT = "link", "phone", "iban"
MOST: Final = 64
"""Contacts of one text that are looked at."""

_NARROW: Final = str.maketrans({chr(ord(c) + 0xFEE0): c for c in f"{ascii_letters}{digits}.-"})
"""Full-width letters and digits, one for one."""
_IN_HOST: Final = "a-zA-Z0-9\u00df-\u024f"
_IN_PATH: Final = "[!#$%&*+,./0-9:;=?@A-Z_a-z~\u00a1-\u024f-]"
_LINK: Final = re.compile(
    rf"(?:https?://|www\.){_IN_PATH}{{3,2000}}"
    rf"|(?<![{_IN_HOST}@._/+-])((?:[{_IN_HOST}][{_IN_HOST}-]{{0,62}}\.){{1,6}}[a-zA-Z\u00df-\u024f]{{2,24}})"
    rf"(?![{_IN_HOST}@_-])(?:/{_IN_PATH}{{0,400}})?"
)
_CLOSING: Final = ".,;:!?*_~"
_SHORT: Final = 2
"""Endings of so few letters begin sentences, too."""
_NUMBER: Final = re.compile(
    r"(?<![\w+/.,-])(?:[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{2,4}){3,8}(?: ?[A-Z0-9]{1,3})?"
    r"|\+?\(?[0-9]{1,16}(?:[ ()/.-]{1,2}[0-9]{1,16}){0,8})(?![\w-])"
)
_DATE: Final = re.compile(
    r"(?:[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4})(?![0-9])"
)
_GROUP: Final = re.compile(r"[0-9]+")


def contacts(text: str) -> Iterator[Place]:
    """Find them, in order and never overlapping."""
    text = text.translate(_NARROW)
    emails = (place for place in places_of_personal_data(text) if place.kind == "email")
    yield from islice(without_overlaps([*emails, *_links(text), *_numbers(text)]), MOST)


def _links(text: str) -> Iterator[Place]:
    for match in _LINK.finditer(text):
        if match[1] is None or _is_host(match[1]):
            yield Place(LINK, match.start(), match.start() + len(match[0].rstrip(_CLOSING)))


def _is_host(said: str) -> bool:
    """`notes.txt` is none, and `end.So` is two sentences without a space between."""
    ending = said.rpartition(".")[2]
    is_spelled_as_one = len(ending) > _SHORT or ending.islower() or said.isupper()
    return is_spelled_as_one and shape(said) is Shape.HOST and names_something(said, Shape.HOST)


def _numbers(text: str) -> Iterator[Place]:
    for match in _NUMBER.finditer(text):
        said = match[0]
        if said[0].isalpha():
            yield Place(ACCOUNT, *match.span())
        elif not _DATE.match(said):
            groups = _GROUP.findall(said)
            digits = sum(map(len, groups))
            if digits > 15 or (digits >= 12 and said[0] not in "+0"):
                yield Place(ACCOUNT, *match.span())
            elif digits >= 7 and (said[0] in "+0(" or len(groups) >= 3):
                yield Place(PHONE, *match.span())
