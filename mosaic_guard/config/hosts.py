"""Which host a URL, an e-mail address or a bare host name reaches; doubt is an answer, and it is no."""

from __future__ import annotations

import ipaddress
import unicodedata
from typing import Final

MAX_LENGTH: Final = 8_192
_SCHEMES: Final = frozenset({"http", "https", "ws", "wss", "ftp", "ftps", "sftp", "ssh", "git"})
_LABEL: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_LOCAL_PART: Final = _LABEL | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ.+'=~")
_AMBIGUOUS: Final = frozenset("ßςẞ\u200c\u200d\u3002")
"""What the two IDNA standards send to different hosts, and a full stop that some clients don't split at."""


def host_of(value: str) -> str | None:
    """Return the host in its one normal form, or None when clients could disagree about which it is."""
    if not value or len(value) > MAX_LENGTH or "\\" in value:
        return None
    if any(c.isspace() or not c.isprintable() for c in value):
        return None
    scheme, found, rest = value.partition("://")
    if found:
        return _of_authority(rest) if scheme.lower() in _SCHEMES else None
    if value.startswith("//"):
        return _of_authority(value[2:])
    if "@" in value:
        return _of_mailbox(value)
    return _of_authority(value)


def normal_host(host: str) -> str | None:
    """Return the normal form of a bare host: lower case, ASCII, no trailing dot, canonical IP address."""
    if host.startswith("["):
        return _ipv6(host)
    host = _ascii(host.lower().removesuffix("."))
    labels = host.split(".")
    if len(host) > 253 or not all(_is_label(label) for label in labels):
        return None
    if labels[-1].isdigit() or labels[-1].startswith("0x"):
        return _ipv4(host)
    return host


def within(host: str, allowed: str) -> bool:
    """Whether `host` is the allowed one, or below it where `*.` says so; both in normal form."""
    return host.endswith(allowed[1:]) if allowed.startswith("*.") else host == allowed


def normal_domain(domain: str) -> str:
    """Return an allowed domain in normal form; raises ValueError for what is no host and no `*.host`."""
    star = "*." if domain.startswith("*.") else ""
    host = normal_host(domain.removeprefix(star))
    if host is None or (star and "." not in host):
        msg = f"{domain!r} is neither a host such as example.com nor a suffix such as *.example.com"
        raise ValueError(msg)
    return star + host


def _of_authority(rest: str) -> str | None:
    ends = [i for mark in "/?#" if (i := rest.find(mark)) >= 0]
    end = min(ends, default=len(rest))
    authority, tail = rest[:end], rest[end:]
    if "@" in authority or "%" in authority:
        return None
    if tail[:1] in ("?", "#") and "@" in tail.partition("/")[0]:
        return None  # older clients read what stands before that @ as a user name
    host, colon, port = authority.rpartition(":")
    if not colon or authority.endswith("]"):
        return normal_host(authority)
    return normal_host(host) if port.isascii() and port.isdigit() and int(port[:6]) <= 65_535 else None


def _of_mailbox(value: str) -> str | None:
    address = value[7:] if value[:7].lower() == "mailto:" else value
    local, _, host = address.partition("@")
    if not local or len(local) > 64 or not set(local) <= _LOCAL_PART or host.startswith("["):
        return None
    return None if ":" in host else normal_host(host)


def _is_label(label: str) -> bool:
    return 0 < len(label) <= 63 and set(label) <= _LABEL and label[0] != "-" and label[-1] != "-"


def _ascii(host: str) -> str:
    """Spell an international name in punycode; an empty answer when that is not one certain name."""
    if host.isascii():
        return host
    if unicodedata.normalize("NFKC", host).casefold() != host or _AMBIGUOUS & set(host):
        return ""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ""


def _ipv4(host: str) -> str | None:
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError:
        return None


def _ipv6(host: str) -> str | None:
    try:
        return f"[{ipaddress.IPv6Address(host.removeprefix('[').removesuffix(']')).compressed}]"
    except ValueError:
        return None
