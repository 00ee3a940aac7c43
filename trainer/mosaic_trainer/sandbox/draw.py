"""Chance that depends on nothing but what is named: the same for every member of a group, in every process."""

from __future__ import annotations

import hashlib

from mosaic_guard.canonical import canonical_json


def draw(*parts: object) -> float:
    """Draw from 0 to below 1."""
    return int(_digest(parts)[:13], 16) / 16**13


def delimiter(task: str, seed: int) -> str:
    """Make the delimiter of a run: 16 hexadecimal characters, the same for a whole group."""
    return _digest(("delimiter", task, seed))[:16]


def _digest(parts: tuple[object, ...]) -> str:
    return hashlib.sha256(canonical_json(parts).encode()).hexdigest()
