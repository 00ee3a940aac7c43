"""Addresses as errors may show them."""

from __future__ import annotations

import re
from typing import Final

_QUOTED: Final = re.compile(r"[^\"']+")


def without_logins(text: str) -> str:
    """Hide who logs in, and with which password, at the addresses in a text; quotes end an address."""
    return _QUOTED.sub(lambda match: _hidden(match[0]), text)


def _hidden(part: str) -> str:
    scheme, colon, rest = part.partition("://")
    return f"{scheme}://***@{rest.rpartition('@')[2]}" if colon and "@" in rest else part
