"""What the name of a host tells: `acme-billing.example` beside `acme.example` only looks alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.provenance.words import fold
from mosaic_guard.verbs import vocabulary

UNNAMED: Final = 0.5
"""Of a value whose host has no name, or that has no host."""

_HOST: Final = re.compile(r"(?:(?<=[@/])|\bwww\.)(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}\b")
_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9]{8,10}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}")
"""An address of the network, which is its own name."""
_NAME: Final = re.compile(r"[^\W_]{4,}")
_ANYBODYS: Final = vocabulary(
    "mail email example http https info office team support service services online shop group mailbox test intern "
    "internal cloud portal login secure account accounts payments billing home"
)
"""Words that hosts of any name hold."""
_MOST: Final = 20_000


def looks_alike(value: str, texts: Iterable[str]) -> bool:
    """Whether the host of an address or link shares a name with another site's in the texts."""
    own = _host(value)
    names = _names(own)
    found = frozenset[str]().union(*map(_hosts, texts))
    return any(_site(other) != _site(own) and not names.isdisjoint(_names(other)) for other in found)


def spoken_of(value: str, request: str, text: str, sentence: str) -> float:
    """How much of the name of its host the request holds, or its text outside its sentence; `UNNAMED` without one."""
    names = _names(_host(value))
    if not names:
        return UNNAMED
    asked, around, own = _folded(request[:_MOST]), _folded(text[:_MOST]), fold(sentence[:_MOST])
    return sum(name in asked or around.count(name) > own.count(name) for name in names) / len(names)


def _host(value: str) -> str:
    said = fold(value.strip())
    if "@" in said:
        return said.rpartition("@")[2]
    said = said.partition("://")[2] or said
    return said[1:].partition("]")[0] if said[:1] == "[" else re.split(r"[/:?#]", said, maxsplit=1)[0]


@lru_cache(maxsize=64)
def _hosts(text: str) -> frozenset[str]:
    return frozenset(_HOST.findall(_folded(text[:_MOST])))


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    return fold(text)


def _names(host: str) -> frozenset[str]:
    if _NUMBER.fullmatch(host):
        return frozenset([host])
    return frozenset(name for name in _NAME.findall(host.rpartition(".")[0]) if name not in _ANYBODYS)


def _site(host: str) -> list[str]:
    return host.split(".")[-2:]
