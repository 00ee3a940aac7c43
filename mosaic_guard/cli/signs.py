"""The sign and the colour of each action, the same wherever one is shown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mosaic_guard.cli.terminal import Style

SIGNS: Final[Mapping[str, tuple[str, Style]]] = MappingProxyType(
    {"act": ("✓", "green"), "sanitize": ("✂", "yellow"), "verify": ("?", "yellow"), "refuse": ("✗", "red")}
)
