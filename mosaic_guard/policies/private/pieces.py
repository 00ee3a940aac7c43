"""Data that several addresses of one site carry away together, or that one carries in its host or turned round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from mosaic_guard.policies.private.sightings import texts_of
from mosaic_guard.trajectory import Message, Trajectory

_TOKEN: Final = re.compile(r"\d(?:[ -]?\d){5,31}|\w[\w-]{5,63}")
_SPLIT: Final = re.compile(r"[^\w-]+")
_LEAST: Final = 6
"""Fewer letters and digits turn up by chance."""
_MOST: Final = 5000
_PARTS: Final = 400


def site(host: str) -> str:
    """The end of a host name, that somebody must own."""
    return ".".join(host.lower().partition(":")[0].split(".")[-2:])


def carried(urls: Sequence[str], trajectory: Trajectory) -> bool:
    """Whether these addresses of one site, read one after the other, hold something that only an output gave."""
    parts = list(islice((part for url in urls for part in _parts(url)), _PARTS))
    whole, heads = "\n".join(parts), {part[:2] for part in parts}
    for secret in islice(_secrets(trajectory), _MOST):
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


def _secrets(trajectory: Trajectory) -> Iterator[str]:
    """What outputs hold that is no word, and the user did not say."""
    known = "\n".join(map(squeezed, trajectory.user_texts))
    for item in trajectory:
        if item.origin.is_trusted or isinstance(item, Message):
            continue
        for _, text in texts_of(item):
            for token in dict.fromkeys(_TOKEN.findall(text)):
                said = squeezed(token)
                if len(said) >= _LEAST and any(map(str.isdigit, said)) and said not in known:
                    yield said


def squeezed(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return "".join(filter(str.isalnum, text.lower()))
