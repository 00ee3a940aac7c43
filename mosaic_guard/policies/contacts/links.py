"""Finds what a text gives to open: links, hosts, addresses of the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Address
from typing import Final

from mosaic_guard.policies.contacts.endings import ENDINGS, FOREIGN, OF_MEMBERS
from mosaic_guard.policies.shapes import Shape, names_something, shape
from mosaic_guard.text.personal import Place
from mosaic_guard.text.unspaced import UNSPACED

LINK: Final = "link"

_IN_HOST: Final = "a-zA-Z0-9\u00df-\u024f\u0370-\u0523"
"""Letters of scripts that put spaces between words, and of one word letters of two."""
_IN_PATH: Final = "[!#$%&*+,./0-9:;=?@A-Z_a-z~\u00a1-\u024f-]"
_LINK: Final = re.compile(
    rf"(?:https?://|www\.)(?:{_IN_PATH}{{3,2000}}|\[[0-9a-fA-F:.]{{2,45}}\]{_IN_PATH}{{0,400}})"
    rf"|(?<![{_IN_HOST}@._+-])((?:[{_IN_HOST}][{_IN_HOST}-]{{0,62}}\.){{1,6}}"
    r"(?:xn--[a-z0-9-]{2,59}|[a-zA-Z\u00df-\u024f\u0370-\u0523]{2,24}))"
    rf"(?![{_IN_HOST}@_-])(?P<path>/{_IN_PATH}{{0,400}})?"
)
_OTHER_LETTERS: Final = re.compile(
    rf"https?://(?=[\w.-]{{0,120}}[^\x00-\u0523])[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,4}}"
    rf"\.(?:[a-z]{{2,24}}|[^\W\d_{UNSPACED}]{{2,24}}|[{UNSPACED}]{{2,5}})(?::[0-9]{{1,5}})?(?:/{_IN_PATH}{{0,400}})?"
)
"""With a scheme, a host in any script; one without a space before the sentence goes on is told by its Latin ending."""
_APPS: Final = (
    "tg|whatsapp|viber|skype|sgnl|signal|session|simplex|threema|facetime|sips?|xmpp|matrix|nostr|upi|ipfs|ipns|web3|intent|"
    "market|itms-apps|zoommtg|venmo|cashapp|paypal|alipays?|weixin"
)
_OPAQUE: Final = re.compile(
    rf"(?i)(?<![\w.-])(?:(?:(?:{_APPS})://|javascript:|vbscript:|magnet:\?)[^\s<>\"`\])|]{{2,4000}}"
    r"|data:[a-z]{2,20}/[a-z0-9.+-]{1,60}[;,][^\s)]{2,4000})"
)
_OPENED: Final = ("data", *_APPS.replace("?", "").split("|"), "sip", "alipay", "javascript", "vbscript", "magnet")
"""What opens without a host: a page in the link itself, a script, an app."""
_SHORT_HOST: Final = re.compile(r"[a-z0-9]{1,2}\.[a-z]{2}")
_BARE_IP: Final = re.compile(rf"[0-9][0-9]{{0,2}}(?:\.[0-9]{{1,3}}){{3}}(?![\w-]|\.[0-9])(?:/{_IN_PATH}{{0,400}})?")
_VERSION: Final = re.compile(r"(?i)\b(?:v|version|release|build|firmware)[ .:]{0,2}$")
_CLOSING: Final = ".,;:!?*_~"
_SHORT: Final = 2
"""Endings of so few letters begin sentences, too."""


def links(text: str, apart: str) -> Iterator[Place]:
    """Find them; `apart` is the text with edges beside letters of scripts without spaces."""
    if not text.isascii():
        yield from (_place(match) for match in _OTHER_LETTERS.finditer(text))
    lowered = apart.lower()
    if any(f"{name}:" in lowered for name in _OPENED):
        yield from (_place(match) for match in _OPAQUE.finditer(apart))
    for match in _LINK.finditer(apart):
        if match[1] is None or (
            _begins(apart, match.start()) and _is_host(match, apart[match.end() : match.end() + 1])
        ):
            yield _place(match)
    for match in _BARE_IP.finditer(apart):
        before = apart[max(0, match.start() - 12) : match.start()]
        if not _joins(before[-1:]) and _is_ip(match[0]) and not _VERSION.search(before):
            yield _place(match)


def _place(match: re.Match[str]) -> Place:
    return Place(LINK, match.start(), match.start() + len(match[0].rstrip(_CLOSING)))


def _begins(text: str, at: int) -> bool:
    """`docs/notes.example` is no host, `ftp://notes.example` is."""
    return text[at - 1 : at] != "/" or text[at - 2 : at] in ("//", ":/")


def _joins(char: str) -> bool:
    return char.isalnum() or char in ("_", ".", "+", "-", "/")


def _is_ip(said: str) -> bool:
    try:
        return bool(IPv4Address(re.split("[:/]", said, maxsplit=1)[0]))
    except ValueError:
        return False


def _is_host(match: re.Match[str], after: str) -> bool:
    """`notes.txt` is none, and `end.So` is two sentences without a space between; `wa.me` is one before a path only."""
    said, path = match[1], match["path"]
    if path and _SHORT_HOST.fullmatch(said):
        return True
    ending = said.rpartition(".")[2]
    if not (len(ending) > _SHORT or ending.islower() or said.isupper()):
        return False
    if ending.startswith("xn--"):
        return True
    if shape(said) is not Shape.HOST:
        return False
    return (ending.isascii() and names_something(said, Shape.HOST)) or _is_other(said, path, after)


def _is_other(said: str, path: str | None, after: str) -> bool:
    """An ending that is as often a word counts where a path follows, or a hyphen stands in no name of code."""
    ending = said.rpartition(".")[2].lower()
    if ending in FOREIGN:
        return True
    if ending not in ENDINGS or after == "(":
        return False
    return ending not in OF_MEMBERS or bool(path) or "-" in said
