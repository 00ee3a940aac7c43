"""What makes two spellings the same contact: its digits, its host and path, its name."""

from __future__ import annotations

import re
from ipaddress import IPv4Address
from typing import Final
from urllib.parse import unquote, urlsplit

from mosaic_guard.policies.contacts.found import Contact
from mosaic_guard.policies.contacts.handles import HANDLE
from mosaic_guard.policies.contacts.links import LINK
from mosaic_guard.policies.contacts.numbers import ACCOUNT, JOINING, PHONE
from mosaic_guard.policies.provenance.words import fold

_KEYPAD: Final = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
_NOT_DIAL: Final = re.compile(r"[^0-9a-z]")
_BY_NUMBER: Final = re.compile(
    r"(?:https?://)?(?:www\.)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=|signal\.me/#p/)\+?([0-9]{7,15})"
    r"/?(?:[?&]text=[^&]*)?"
)
_BY_NAME: Final = re.compile(r"(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/([a-z_]\w{3,31})")
_OF_AMERICA: Final = re.compile("1?([2-9][0-9]{9})")
_JOINING: Final = re.compile(rf"(?<![^\W_])(?:{JOINING})(?![^\W_])")
_MOST: Final = 0xFFFFFFFF


def key(contact: Contact) -> str:
    """Spell a contact as it is compared."""
    kind, said = contact.kind, fold(contact.value.strip())
    if kind == LINK:
        return _of_link(said)
    if kind == PHONE:
        return _of_phone(said)
    if kind == ACCOUNT:
        return _NOT_DIAL.sub("", _JOINING.sub("", said))
    if kind == HANDLE:
        return f"t.me/{said.strip('@')}" if contact.on_telegram else said.strip("@$")
    return said if kind == "email" else _NOT_DIAL.sub("", said)


def _of_phone(said: str) -> str:
    """A country's code counts however it is told; letters stand for the digits they share a button with."""
    dialled = _NOT_DIAL.sub("", said.replace("(0)", "")).translate(_KEYPAD)
    if said.lstrip("( ").startswith("+") or dialled.startswith("00"):
        return f"+{dialled.removeprefix('00')}"
    american = _OF_AMERICA.fullmatch(dialled)
    return f"+1{american[1]}" if american else dialled


def _of_link(said: str) -> str:
    if number := _BY_NUMBER.fullmatch(said):
        return f"+{number[1]}"
    if name := _BY_NAME.fullmatch(said):
        return f"t.me/{name[1]}"
    try:
        parts = urlsplit(said if "://" in said else f"//{said}")
    except ValueError:  # no host can be told
        return said
    if parts.scheme not in ("", "http", "https") or not parts.netloc:
        return said
    user, at, host = parts.netloc.rpartition("@")
    tail = unquote(f"{parts.path}?{parts.query}#{parts.fragment}").rstrip("/?#")
    return f"{user}{at}{_of_host(host)}{tail}"


def _of_host(host: str) -> str:
    """One name of a host that has several: `www.`, letters written as `xn--`, a number for four."""
    host = host.removeprefix("www.").rstrip(".")
    if re.fullmatch("[1-9][0-9]{7,9}", host) and int(host) <= _MOST:  # with a nought before it, it is read in octal
        return str(IPv4Address(int(host)))
    if re.fullmatch("0x[0-9a-f]{8}", host):
        return str(IPv4Address(int(host, 16)))
    return ".".join(map(_label, host.split(".")))


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        name = label.removeprefix("xn--").encode().decode("punycode")
    except ValueError:  # nobody's name
        return label
    return label if name.isascii() else name
