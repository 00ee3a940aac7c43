"""One spelling for one value: canonical JSON, and the digests made of it."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from itertools import repeat
from math import isfinite
from pathlib import PurePath
from types import NoneType
from typing import Any, Final
from uuid import UUID

from mosaic_guard.trajectory import JSON

MAX_DEPTH = 64
"""Deeper structure is replaced by its digest, so that hostile nesting can't exhaust the stack."""
CYCLE: Final = "<cycle>"
"""Stands for a container inside of itself."""
MAX_ITEMS = 2_000_000
"""A value of more items, each counted as often as it is reached, is replaced by its digest: few shared lists can spell
billions of items."""


def plain(value: object) -> JSON:
    """Reduce any Python value to JSON types; cycles, depth, size and foreign objects become markers, never errors.

    What a marker stands for is in it as a digest, so that two values that differ there differ here.
    """
    if is_plain(value, depth=0):
        return value
    try:
        return _plain(value, 0, frozenset(), _Budget(MAX_ITEMS))
    except _TooLargeError:
        return f"<too large {_digest(value)}>"


def written(value: object) -> str:
    """Write a value as `str` does, and in hexadecimal a number so long that Python refuses to write it in decimal."""
    return hex(value) if isinstance(value, int) and value.bit_length() >= _LONG else str(value)


_LONG: Final = 10_000
"""Bits; all of fewer are written in decimal."""
_SHALLOW: Final = 3
_STR: Final = frozenset({str})
_NARROW: Final = 64


def is_plain(value: Any, depth: int = _SHALLOW) -> bool:
    """Whether `plain` would spell a value as it is; false, too, where that takes long to tell."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return bool(value.bit_length() < _NARROW)
    if kind is float:
        return isfinite(value)
    if kind not in (dict, list, tuple) or depth == 0 or len(value) > _NARROW:
        return False
    if kind is dict:
        if not _STR.issuperset(map(type, value)):
            return False
        value = value.values()
    rest = [part for part in value if type(part) is not str]
    return all(map(is_plain, rest, repeat(depth - 1)))


_MARKER: Final = re.compile("<too (?:large|deep) [0-9a-f]{32}>")


def abridged(value: JSON) -> str:
    """Give the marker that stands for a too large or too deep part of a plain value; empty when all is there."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            if item.startswith("<too ") and _MARKER.fullmatch(item):
                return item
        elif isinstance(item, dict):
            waiting += [*item, *item.values()]
        elif isinstance(item, list):
            waiting += item
    return ""


def is_foreign(value: Mapping[str, JSON]) -> bool:
    """Whether a part of a plain value stands for an object of some type: what the object holds is not there by name."""
    name = next(iter(value), None)
    return len(value) == 1 and isinstance(name, str) and name.startswith("<") and name.endswith(">")


_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


class _TooLargeError(Exception):
    pass


class _Budget:
    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, items: int) -> None:
        self.left -= items
        if self.left < 0:
            raise _TooLargeError


def _plain(value: object, depth: int, seen: frozenset[int], budget: _Budget) -> JSON:
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return value
    if kind in (dict, list, tuple):  # most of what is not text; the questions below are slow
        return _container(value, depth, seen, budget)
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return value if value.bit_length() < _LONG else hex(value)
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else repr(value)
    if isinstance(value, (Enum, datetime, date, time, Decimal, PurePath, UUID)):
        return _spelled(value)
    return _container(value, depth, seen, budget)


def _container(value: object, depth: int, seen: frozenset[int], budget: _Budget) -> JSON:
    if depth >= MAX_DEPTH:
        return f"<too deep {_digest(value)}>"
    if id(value) in seen:
        return CYCLE
    try:
        return _structure(value, depth + 1, seen | {id(value)}, budget)
    except _TooLargeError:
        raise
    except Exception:  # a foreign object's own code may do anything; its type still identifies it
        return f"<{type(value).__qualname__}>"


def _spelled(value: Enum | datetime | date | time | Decimal | PurePath | UUID) -> JSON:
    if isinstance(value, Enum):
        return plain(value.value)
    return value.isoformat() if isinstance(value, (datetime, date, time)) else str(value)


def _structure(value: object, depth: int, seen: frozenset[int], budget: _Budget) -> JSON:
    if isinstance(value, (list, tuple)):  # and the class itself before abstract ones, which are slow to ask
        budget.spend(len(value))
        return [_plain(v, depth, seen, budget) for v in value]
    if isinstance(value, (dict, Mapping)):
        budget.spend(len(value))
        return {k if type(k) is str else written(k): _plain(v, depth, seen, budget) for k, v in value.items()}
    if isinstance(value, (bytes, bytearray)):
        return {"<bytes>": bytes(value).hex()}
    if isinstance(value, (Set, Sequence)):
        budget.spend(len(value))
        items = [_plain(v, depth, seen, budget) for v in value]
        return sorted(items, key=repr) if isinstance(value, Set) else items
    name = f"<{type(value).__qualname__}>"
    dump = getattr(value, "model_dump", None)
    if callable(dump) and not isinstance(value, type):
        return {name: _plain(dump(), depth, seen, budget)}
    return {name: repr(value)}


def _digest(value: object) -> str:
    """Digest JSON of any depth, each shared part once; what is inside foreign objects is not looked at."""
    digest, found, waiting = hashlib.sha256(), dict[int, int](), [value]
    while waiting:
        item = waiting.pop()
        if type(item) in (dict, list, tuple):
            is_new = id(item) not in found
            digest.update(f"{type(item).__name__} {found.setdefault(id(item), len(found))};".encode())
            if is_new:
                waiting += ["end", *_parts(item)]
        else:
            leaf = item if isinstance(item, (str, int, float, NoneType)) else type(item).__qualname__
            digest.update(canonical_json(leaf).encode())
    return digest.hexdigest()[:32]


def _parts(container: Any) -> list[object]:
    if not isinstance(container, dict):
        return list(container)
    keys = sorted(container, key=canonical_json)
    return [part for key in keys for part in (canonical_json(key), container[key])]


def canonical_json(value: object) -> str:
    """Spell `value` as JSON with sorted keys, no spaces and only ASCII (lone surrogates survive as escapes)."""
    return _ENCODER.encode(value if is_plain(value) else plain(value))


def keyed_digest(key: bytes, value: object) -> str:
    """HMAC-SHA-256 of the canonical JSON, in hex: equal values match, and short secrets can't be guessed from it."""
    return hmac.new(key, canonical_json(value).encode(), "sha256").hexdigest()  # `hmac.digest` lets go of the GIL
