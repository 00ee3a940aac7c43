"""What a subcommand is, and how one is found."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from importlib.metadata import entry_points
from typing import Final

from mosaic_guard.trajectory import JSON

GROUP: Final = "mosaic_guard.commands"
"""Entry-point group by which other packages add commands; each names a `Command` or a tuple of them."""


class Exit(IntEnum):
    """What the process says when it ends."""

    OK = 0
    FOUND = 1
    """It worked, and the answer is no: refused, broken chain, uncovered tool, failed check."""
    USAGE = 2
    """The arguments or the configuration are wrong."""
    STORE = 3
    """The trace store can't be opened, read or written."""
    MISSING = 4
    """An optional dependency is not installed."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a command found: `text` for a person, `data` for `--json`."""

    text: str = ""
    data: JSON = field(default_factory=dict)
    exit: Exit = Exit.OK


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand."""

    name: str
    """`check`, or `traces show` for one of a family."""
    help: str
    run: Callable[[Namespace], Result]
    arguments: Callable[[ArgumentParser], None] = lambda parser: None  # noqa: ARG005  # most have none


def commands() -> tuple[Command, ...]:
    """Find the built-in commands and those that installed packages add."""
    from mosaic_guard.cli import check, config, doctor, init, traces  # each is light; none is needed to import this

    built_in = (*check.COMMANDS, *config.COMMANDS, *init.COMMANDS, *doctor.COMMANDS, *traces.COMMANDS)
    added = (entry.load() for entry in sorted(entry_points(group=GROUP)))
    return (*built_in, *(command for group in added for command in (group if isinstance(group, tuple) else (group,))))
