"""Links in an answer that carry data away: a client that renders an image has already sent what its address says."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, unquote_plus

from mosaic_guard.assessment import SecretFact, Span
from mosaic_guard.policies.private import pieces
from mosaic_guard.policies.private.loaded import loaded_from, loaded_to
from mosaic_guard.policies.private.said import Said, squeezed
from mosaic_guard.policies.private.shown import shown
from mosaic_guard.text.secrets import find_secrets
from mosaic_guard.trajectory import Origin, Trajectory

LINK_DATA: Final = "link_data"
"""A link nobody gave carries a secret or personal datum."""
OPAQUE_LINK: Final = "opaque_link"
"""An image nobody gave carries what an output said, a gap to fill in, or a payload that can't be read."""

_URL: Final = re.compile(
    r"(?:(?:https?|ftp|wss?):[/\\]{0,8}|//|(?<=[(<=\"'])[/\\]{2,8})[^\s<>\"')\]]{3,4096}", re.IGNORECASE
)
_BEGIN: Final = re.compile(r"((?:[a-z]{2,5}:)?)[/\\]*(.*)", re.IGNORECASE | re.DOTALL)
_HOST_END: Final = re.compile(r"[/?#]")
_PARTS: Final = re.compile(r"[?&=/#;,|]+")
_CARRIED: Final = 6
"""From this many characters on, a part of an address that an output holds was taken from there."""
_OPAQUE: Final = 24
"""A longer part that nobody gave may hold anything."""
_LAYERS: Final = 2
"""So often is quoted again what was quoted."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a text, with the markup that makes a client load it."""

    url: str
    """As clients read it: `https://a` where the text says `https:\\\\/a` or `https:&#47;&#47;a`."""
    written: str
    start: int
    end: int
    image: bool
    gap: bool
    """It ends, or goes on, with a place to fill data in."""

    def stands_in(self, text: str) -> bool:
        """Whether a text holds the whole address, in either spelling."""
        return self.url in text or self.written in text


def links(text: str) -> Iterator[Link]:
    """Find web addresses in Markdown, HTML and plain text."""
    read = shown(text)
    for match in _URL.finditer(read.text):
        start, said = match.start(), match[0].rstrip(".,;:!?")
        end = start + len(said)
        place = slice(*read.span(start, end))
        goes_on = read.text[match.end() : match.end() + 1] in ("<", "[")
        gap = "{" in said or "%7b" in said.casefold() or (said[-1] in "=/" and goes_on)
        opened = loaded_from(read.text, start)
        around = (opened, loaded_to(read.text, opened, match.end())) if 0 <= opened < start else (start, end)
        yield Link(_plain(said), text[place], *read.span(*around), image=opened >= 0, gap=gap)


def _plain(url: str) -> str:
    scheme, rest = _BEGIN.fullmatch(url).groups()  # type: ignore[union-attr]  # it may match nothing, and then all
    return f"{scheme}//{rest}".replace("\\", "/")


def link_facts(text: str, trajectory: Trajectory) -> Iterator[SecretFact]:
    """Return a fact for each link, not given by anybody as it stands, that carries data or may."""
    found, said = list(links(text)), Said(trajectory)
    together = _together(found, said)
    for link in found:
        kind = _carries(link, said) or (OPAQUE_LINK if link in together else "")
        if kind:
            yield SecretFact(kind, "", Origin.UNTRUSTED, span=Span("", "", link.start, link.end))


def _together(found: list[Link], said: Said) -> set[Link]:
    """The images that carry data away with the others of their site."""
    trajectory = said.trajectory
    sites: dict[str, list[Link]] = {}
    for link in found:
        host = _split(link.url)[0]
        if link.image and not any(host in text for text in trajectory.user_texts) and not _given(link, said):
            sites.setdefault(pieces.site(host), []).append(link)
    groups = (group for group in sites.values() if pieces.carried([link.url for link in group], said.secrets))
    return {link for group in groups for link in group}


def _carries(link: Link, said: Said) -> str:
    trajectory = said.trajectory
    host, payload = _split(link.url)
    if _given(link, said):
        return ""
    parts = [p for p in _PARTS.split(payload) if p]
    readings = [r for part in parts for r in _readings(part)]
    if any(find_secrets(r) for r in readings if len(r) >= _CARRIED) and not _by_user(readings, trajectory):
        return LINK_DATA
    if not link.image or any(host in text for text in trajectory.user_texts):
        return ""
    opaque = link.gap or any(len(p) >= _OPAQUE for p in parts)
    return OPAQUE_LINK if opaque or _from_output([*readings, *_of_host(host, said)], said) else ""


def _split(url: str) -> tuple[str, str]:
    """Host, and everything behind it."""
    rest = url.partition("//")[2]
    host = _HOST_END.split(rest, maxsplit=1)[0]
    return host, rest[len(host) :].strip("/")


def _of_host(host: str, said: Said) -> list[str]:
    """What stands before the name of a site, where no text holds the whole host."""
    labels = host.lower().removesuffix(pieces.site(host)).split(".")
    return [] if any(host in text for text in (*said.given, *said.by_model)) else labels


def _readings(part: str) -> Iterator[str]:
    """The part as it stands, and what it decodes to."""
    plain = unquote_plus(part)
    for _ in range(_LAYERS):
        plain = unquote(plain)
    yield plain
    yield plain.rpartition(".")[0]  # as the name of a file
    if len(part) >= 12 and part.isascii():
        padded = part.replace("-", "+").replace("_", "/").rstrip("=")
        for decode in (bytes.fromhex, lambda p: base64.b64decode(p + "=" * (-len(p) % 4), validate=True)):
            try:
                yield decode(padded).decode()
            except (ValueError, binascii.Error):
                continue


def _given(link: Link, said: Said) -> bool:
    """Whether a user, the system or an output holds the whole address: then nothing was added to it."""
    return any(map(link.stands_in, said.given))


def _by_user(readings: list[str], trajectory: Trajectory) -> bool:
    """Whether every secret in them is the user's own."""
    secrets = [r[p.start : p.end] for r in readings for p in find_secrets(r)]
    return all(any(s in text for text in trajectory.user_texts) for s in secrets)


def _from_output(readings: list[str], said: Said) -> bool:
    """Whether one of them, from either side, is what an output says and the user does not; only letters count."""
    carried = [r for r in map(squeezed, readings) if len(r) >= _CARRIED and r not in said.by_user]
    both = {*carried, *(r[::-1] for r in carried)}
    return any(r in said.by_outputs for r in both)
