"""One spelling for one value: canonical JSON, and the digests made of it."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from uuid import UUID

from mosaic_guard.trajectory import JSON

MAX_DEPTH = 64
"""Deeper structure is replaced by a marker, so that hostile nesting can't exhaust the stack."""


def plain(value: object, *, depth: int = 0, seen: frozenset[int] = frozenset()) -> JSON:
    """Reduce any Python value to JSON types; cycles, depth and foreign objects become markers, never errors."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else repr(value)
    if isinstance(value, Enum):
        return plain(value.value, depth=depth, seen=seen)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (Decimal, PurePath, UUID)):
        return str(value)
    if depth >= MAX_DEPTH:
        return "<too deep>"
    if id(value) in seen:
        return "<cycle>"
    inside = seen | {id(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v, depth=depth + 1, seen=inside) for k, v in value.items()}
    if isinstance(value, (bytes, bytearray)):
        return {"<bytes>": bytes(value).hex()}
    if isinstance(value, Set):
        return sorted((plain(v, depth=depth + 1, seen=inside) for v in value), key=repr)
    if isinstance(value, Sequence):
        return [plain(v, depth=depth + 1, seen=inside) for v in value]
    return _foreign(value, depth=depth, seen=inside)


def _foreign(value: object, *, depth: int, seen: frozenset[int]) -> JSON:
    name = f"<{type(value).__qualname__}>"
    try:
        dump = getattr(value, "model_dump", None)
        if callable(dump) and not isinstance(value, type):
            return {name: plain(dump(), depth=depth + 1, seen=seen)}
        return {name: repr(value)}
    except Exception:  # a foreign object's own code may do anything; its type still identifies it
        return name


def canonical_json(value: object) -> str:
    """Spell `value` as JSON with sorted keys, no spaces and only ASCII (lone surrogates survive as escapes)."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def keyed_digest(key: bytes, value: object) -> str:
    """HMAC-SHA-256 of the canonical JSON, in hex: equal values match, and short secrets can't be guessed from it."""
    return hmac.new(key, canonical_json(value).encode(), hashlib.sha256).hexdigest()
