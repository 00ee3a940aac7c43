"""Links in an answer that carry data away: a client that renders an image has already sent what its address says."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_plus

from mosaic_guard.assessment import SecretFact, Span
from mosaic_guard.policies.private import pieces
from mosaic_guard.policies.private.sightings import texts_of
from mosaic_guard.text.secrets import find_secrets
from mosaic_guard.trajectory import Message, Origin, Trajectory

LINK_DATA: Final = "link_data"
"""A link nobody gave carries a secret or personal datum."""
OPAQUE_LINK: Final = "opaque_link"
"""An image nobody gave carries what an output said, a gap to fill in, or a payload that can't be read."""

_URL: Final = re.compile(r"(?:https?:)?//[^\s<>\"')\]]{3,4096}")
_HOST_END: Final = re.compile(r"[/?#]")
_TAG: Final = re.compile(r"<(?!a\b)[a-z][^<>]{0,280}$", re.IGNORECASE)
"""An element that is still open; all but a link load what they name, or send a form there."""
_STYLE: Final = re.compile(r"(?:url\(|@import)[\s\"']{0,8}$", re.IGNORECASE)
_PARTS: Final = re.compile(r"[?&=/#;,|]+")
_CARRIED: Final = 6
"""From this many characters on, a part of an address that an output holds was taken from there."""
_OPAQUE: Final = 24
"""A longer part that nobody gave may hold anything."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a text, with the markup that makes a client load it."""

    url: str
    start: int
    end: int
    image: bool
    gap: bool
    """It ends, or goes on, with a place to fill data in."""


def links(text: str) -> Iterator[Link]:
    """Find web addresses in Markdown, HTML and plain text."""
    for match in _URL.finditer(text):
        start, end = match.span()
        url = match[0].rstrip(".,;:!?")
        line = max(text.rfind("\n", 0, start), start - 300)
        before = text[line + 1 : start]
        opened = before.rfind("![")
        tag = before.casefold().rfind("<img")
        near = text[max(0, start - 300) : start]
        loaded = _TAG.search(near) or _STYLE.search(near)
        reference = before.rstrip().endswith("]:") and "![" in text
        gap = "{" in url or "%7b" in url.casefold() or (url[-1] in "=/" and text[end : end + 1] in ("<", "["))
        if opened >= 0 and before.rstrip(" <").endswith("]("):
            start, end = line + 1 + opened, _closing(text, end, ")")
        elif loaded:
            start, end = start - len(near) + loaded.start(), _closing(text, end, ">" if loaded[0][0] == "<" else ")")
        elif tag >= 0:
            start, end = line + 1 + tag, _closing(text, end, ">")
        else:
            end = start + len(url)
        yield Link(url, start, end, image=reference or start < match.start(), gap=gap)


def _closing(text: str, end: int, mark: str) -> int:
    at = text.find(mark, end, end + 300)
    return at + 1 if at >= 0 else end


def link_facts(text: str, trajectory: Trajectory) -> Iterator[SecretFact]:
    """Return a fact for each link, not given by anybody as it stands, that carries data or may."""
    found = list(links(text)) if "//" in text else []
    together = _together(found, trajectory)
    for link in found:
        kind = _carries(link, trajectory) or (OPAQUE_LINK if link in together else "")
        if kind:
            yield SecretFact(kind, "", Origin.UNTRUSTED, span=Span("", "", link.start, link.end))


def _together(found: list[Link], trajectory: Trajectory) -> set[Link]:
    """The images that carry data away with the others of their site."""
    sites: dict[str, list[Link]] = {}
    for link in found:
        host = _split(link.url)[0]
        if link.image and not any(host in text for text in trajectory.user_texts) and not _given(link.url, trajectory):
            sites.setdefault(pieces.site(host), []).append(link)
    groups = (group for group in sites.values() if pieces.carried([link.url for link in group], trajectory))
    return {link for group in groups for link in group}


def _carries(link: Link, trajectory: Trajectory) -> str:
    host, payload = _split(link.url)
    if not payload or _given(link.url, trajectory):
        return ""
    parts = [p for p in _PARTS.split(payload) if p]
    readings = [r for part in parts for r in _readings(part)]
    if any(find_secrets(r) for r in readings if len(r) >= _CARRIED) and not _by_user(readings, trajectory):
        return LINK_DATA
    if not link.image or any(host in text for text in trajectory.user_texts):
        return ""
    opaque = link.gap or any(len(p) >= _OPAQUE for p in parts)
    return OPAQUE_LINK if opaque or _from_output(readings, trajectory) else ""


def _split(url: str) -> tuple[str, str]:
    """Host, and everything behind it."""
    rest = url.partition("//")[2]
    host = _HOST_END.split(rest, maxsplit=1)[0]
    return host, rest[len(host) :].strip("/")


def _readings(part: str) -> Iterator[str]:
    """The part as it stands, and what it decodes to."""
    plain = unquote_plus(part)
    yield plain
    if len(part) >= 12 and part.isascii():
        padded = part.replace("-", "+").replace("_", "/").rstrip("=")
        for decode in (bytes.fromhex, lambda p: base64.b64decode(p + "=" * (-len(p) % 4), validate=True)):
            try:
                yield decode(padded).decode()
            except (ValueError, binascii.Error):
                continue


def _given(url: str, trajectory: Trajectory) -> bool:
    """Whether a user, the system or an output holds the whole address: then nothing was added to it."""
    for item in trajectory:
        said = isinstance(item, Message) and item.origin is Origin.MODEL
        if not said and any(url in text for _, text in texts_of(item)):
            return True
    return any(url in text for text in trajectory.user_texts)


def _by_user(readings: list[str], trajectory: Trajectory) -> bool:
    """Whether every secret in them is the user's own."""
    secrets = [r[p.start : p.end] for r in readings for p in find_secrets(r)]
    return all(any(s in text for text in trajectory.user_texts) for s in secrets)


def _from_output(readings: list[str], trajectory: Trajectory) -> bool:
    carried = [r for r in readings if len(r) >= _CARRIED and not any(r in t for t in trajectory.user_texts)]
    return any(
        r in text
        for item in trajectory
        if not item.origin.is_trusted
        for _, text in (texts_of(item) if not isinstance(item, Message) else ())
        for r in carried
    )
