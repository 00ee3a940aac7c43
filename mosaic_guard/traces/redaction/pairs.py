"""Fields whose names are values: `[["Cookie", "a=b"]]`, `{"name": "Cookie", "value": "a=b"}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from mosaic_guard.trajectory import JSON

VALUE: Final = "value"
_NAMES: Final = ("name", "key", "header")


def name_in(row: Mapping[str, JSON]) -> str:
    """Give the name that stands in a row beside its value; nothing where there is none."""
    if VALUE not in row:
        return ""
    named = [row[name] for name in _NAMES if name in row]
    return next((name for name in named if isinstance(name, str)), "")


def are_pairs(value: Sequence[JSON]) -> bool:
    """Whether a list is one of names, each with its value."""
    for pair in value:
        if not (isinstance(pair, (list, tuple)) and len(pair) == 2 and isinstance(pair[0], str)):
            return False
    return len(value) > 0
