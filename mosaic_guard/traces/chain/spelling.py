"""Canonical JSON, fast."""

from __future__ import annotations

import json
from typing import Final

from mosaic_guard.canonical import canonical_json
from mosaic_guard.trajectory import JSON

_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)


def spell(value: JSON) -> str:
    """Spell a value as `canonical_json` does; only what the C encoder can't take as it is goes the slow way."""
    try:
        return _ENCODER.encode(value)
    except (TypeError, ValueError, RecursionError):
        return canonical_json(value)
