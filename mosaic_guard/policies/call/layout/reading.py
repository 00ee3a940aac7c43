"""Recognises how a text is laid out."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from mosaic_guard.policies.call.layout.elements import elements
from mosaic_guard.policies.call.layout.lines import lines
from mosaic_guard.policies.call.layout.members import members
from mosaic_guard.policies.call.layout.model import Layout
from mosaic_guard.policies.call.layout.pairs import pairs
from mosaic_guard.policies.call.layout.rows import rows

MOST: Final = 64_000
"""Characters of a text that are laid out; what comes after them stands in no field."""


@lru_cache(maxsize=64)
def layout_of(text: str) -> Layout:
    """Read the layout of a text: JSON, markup, a table, a log, or lines."""
    text = text[:MOST]
    first = text.lstrip()[:1]
    if first in ("{", "["):
        return members(text)
    if first == "<" and (found := elements(text)).fields:
        return found
    return rows(text) or pairs(text) or lines(text)
