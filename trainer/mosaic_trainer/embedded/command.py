"""`train embedded`."""

from __future__ import annotations

from typing import Final

from mosaic_guard.cli.command import Command

COMMANDS: Final[tuple[Command, ...]] = ()
