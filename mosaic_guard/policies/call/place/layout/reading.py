"""Recognises how a text is laid out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.call.place.layout.elements import elements
from mosaic_guard.policies.call.place.layout.lines import lines
from mosaic_guard.policies.call.place.layout.members import members
from mosaic_guard.policies.call.place.layout.model import Layout
from mosaic_guard.policies.call.place.layout.pairs import pairs
from mosaic_guard.policies.call.place.layout.rows import rows

MOST: Final = 64_000
"""Characters of a text that are laid out; what comes after them stands in no field."""

_JSON: Final = re.compile(
    r"\s*(?:\{(?!\|)|\[\s*(?:[\[{\"'\]]|\(\s*[\[({\d\"'-]|[ub][\"']|-?\d[\d.eE+-]*\s*(?:,|\]\s*\Z)|(?:Decimal|datetime\.\w+)\("
    r"|(?:true|false|null|None|True|False|-?Infinity|NaN|nan)\s*[,\]]))"
)
"""An object or array; no clock or tag in brackets, and no wiki's table."""


@lru_cache(maxsize=64)
def layout_of(text: str) -> Layout:
    """Read the layout of a text: JSON, markup, a table, a log, or lines."""
    text = text[:MOST]
    if _JSON.match(text):
        return members(text)
    if text.lstrip()[:1] == "<" and (found := elements(text)).fields:
        return found
    return rows(text) or pairs(text) or lines(text)
