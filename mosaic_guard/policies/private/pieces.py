"""Data that several addresses of one site carry away together, or that one carries in its host or turned round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from mosaic_guard.policies.private.said import squeezed

_SPLIT: Final = re.compile(r"[^\w-]+")
_PARTS: Final = 400


def site(host: str) -> str:
    """The end of a host name, that somebody must own."""
    return ".".join(host.lower().partition(":")[0].split(".")[-2:])


def carried(urls: Sequence[str], secrets: Iterable[str]) -> bool:
    """Whether these addresses of one site, read one after the other, hold one of what only an output gave."""
    parts = list(islice((part for url in urls for part in _parts(url)), _PARTS))
    whole, heads = "\n".join(parts), {part[:2] for part in parts}
    for secret in secrets:
        for said in (secret, secret[::-1]):
            if said in whole or (said[:2] in heads and _made_of(said, parts)):
                return True
    return False


def _parts(url: str) -> Iterator[str]:
    host, _, rest = url.partition("//")[2].lower().partition("/")
    own = host.removesuffix(site(host))
    yield from filter(lambda part: len(part) > 1, map(squeezed, _SPLIT.split(f"{own}/{rest}")))


def _made_of(said: str, parts: Iterable[str]) -> bool:
    """Whether some of the parts, in their order, spell it."""
    at = 0
    for part in parts:
        if said.startswith(part, at):
            at += len(part)
            if at == len(said):
                return True
    return False
