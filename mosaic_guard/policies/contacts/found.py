"""Finds the contacts that a text names: links and hosts, e-mail addresses, phone numbers, accounts, handles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Final

from mosaic_guard.policies.contacts.handles import handles
from mosaic_guard.policies.contacts.wallets import wallets
from mosaic_guard.policies.shapes import Shape, names_something, shape
from mosaic_guard.text import Mapped
from mosaic_guard.text.defanged import undisguised
from mosaic_guard.text.personal import Place, places_of_personal_data, without_overlaps
from mosaic_guard.text.unspaced import spaced

LINK, PHONE, ACCOUNT = "link", "phone", "iban"


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact, and where the text names it: offsets in characters, end exclusive."""

    kind: str
    start: int
    end: int
    value: str
    """In plain spelling: `https://a.example` where the text says `hxxps://a[.]example`."""


_IN_HOST: Final = "a-zA-Z0-9\u00df-\u024f\u0370-\u0523"
"""Letters of scripts that put spaces between words, and of one word letters of two."""
_IN_PATH: Final = "[!#$%&*+,./0-9:;=?@A-Z_a-z~\u00a1-\u024f-]"
_LINK: Final = re.compile(
    rf"(?:https?://|www\.)(?:{_IN_PATH}{{3,2000}}|\[[0-9a-fA-F:.]{{2,45}}\]{_IN_PATH}{{0,400}})"
    rf"|(?<![{_IN_HOST}@._+-])((?:[{_IN_HOST}][{_IN_HOST}-]{{0,62}}\.){{1,6}}[a-zA-Z\u00df-\u024f]{{2,24}})"
    rf"(?![{_IN_HOST}@_-])(?P<path>/{_IN_PATH}{{0,400}})?"
)
_SHORT_HOST: Final = re.compile(r"[a-z0-9]{1,2}\.[a-z]{2}")
_BARE_IP: Final = re.compile(rf"[0-9][0-9]{{0,2}}(?:\.[0-9]{{1,3}}){{3}}(?![\w-]|\.[0-9])(?:/{_IN_PATH}{{0,400}})?")
_VERSION: Final = re.compile(r"(?i)\b(?:v|version|release|build|firmware)[ .:]{0,2}$")
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


def contacts(text: str) -> Iterator[Contact]:
    """Find them, in order and never overlapping."""
    mapped = undisguised(Mapped(text))
    said = mapped.text
    emails = (place for place in places_of_personal_data(said) if place.kind == "email")
    apart = spaced(said)
    places = [*emails, *_links(apart), *wallets(apart), *_numbers(apart), *handles(said)]
    for place in without_overlaps(places):
        yield Contact(place.kind, *mapped.span(place.start, place.end), said[place.start : place.end])


def _links(text: str) -> Iterator[Place]:
    for match in _LINK.finditer(text):
        if match[1] is None or (_begins(text, match.start()) and _is_host(match[1], match["path"])):
            yield Place(LINK, match.start(), match.start() + len(match[0].rstrip(_CLOSING)))
    for match in _BARE_IP.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if not _joins(before[-1:]) and _is_ip(match[0]) and not _VERSION.search(before):
            yield Place(LINK, match.start(), match.start() + len(match[0].rstrip(_CLOSING)))


def _begins(text: str, at: int) -> bool:
    """`docs/notes.example` is no host, `ftp://notes.example` is."""
    return text[at - 1 : at] != "/" or text[at - 2 : at] == "//"


def _joins(char: str) -> bool:
    return char.isalnum() or char in ("_", ".", "+", "-", "/")


def _is_ip(said: str) -> bool:
    try:
        return bool(IPv4Address(re.split("[:/]", said, maxsplit=1)[0]))
    except ValueError:
        return False


def _is_host(said: str, path: str | None) -> bool:
    """`notes.txt` is none, and `end.So` is two sentences without a space between; `wa.me` is one before a path only."""
    if path and _SHORT_HOST.fullmatch(said):
        return True
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
