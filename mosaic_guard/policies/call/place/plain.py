"""A text with the escapes of JSON undone in place, so that every offset stays true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nrt\"'/\\]))")
_SHOWN: Final[Mapping[str, str]] = {"n": " \n", "r": " \n", "t": " \t", '"': ' "', "'": " '", "/": " /", "\\": " \\"}
_NOTHING: Final = "\u2060"
"""Joins what it stands between: fills up what an escape was longer than its character."""


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """Undo escapes in a text that is JSON or was printed by Python; any other stays as it is."""
    if "\\" not in text or text.lstrip()[:1] not in ("{", "[", '"'):
        return text
    return _ESCAPE.sub(_shown, text)


def _shown(m: re.Match[str]) -> str:
    return chr(int(m[1], 16)) + _NOTHING * 5 if m[1] else _SHOWN[m[2]]
