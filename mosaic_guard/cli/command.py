"""What a subcommand is, and how one is found."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from mosaic_guard.errors import PluginError
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
    FAILED = 5
    """Something went wrong that has no code of its own."""

    @property
    def meaning(self) -> str:
        """Say it in a line."""
        return _MEANINGS[self]


_MEANINGS: Final = (
    "it worked",
    "it worked, and the answer is no: refused, unguarded, unhealthy, not as recorded",
    "the arguments or the configuration are wrong",
    "the trace store can't be opened, read or written",
    "an optional dependency is not installed",
    "something went wrong that has no code of its own",
)


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
    """One line, in lower case and without a full stop."""
    run: Callable[[Namespace], Result]
    arguments: Callable[[ArgumentParser], None] = lambda parser: None  # noqa: ARG005  # most have none
    epilog: str = ""
    """Shown below the options, as it is: examples."""

    @property
    def family(self) -> str:
        """The first word of its name."""
        return self.name.partition(" ")[0]

    @property
    def member(self) -> str:
        """The rest of its name; `` where it stands alone."""
        return self.name.partition(" ")[2]


def commands() -> tuple[Command, ...]:
    """Find the built-in commands and those that installed packages add."""
    # Light, and not needed to import this.
    from mosaic_guard.cli import adapters, calibrate, check, config, doctor, init, prune, serve, traces

    modules = init, doctor, check, calibrate, traces, prune, serve, adapters, config
    built_in = (command for module in modules for command in module.COMMANDS)
    return (*built_in, *(command for entry in sorted(entry_points(group=GROUP)) for command in _added(entry)))


def _added(entry: EntryPoint) -> tuple[Command, ...]:
    """What a package adds; one that can't be loaded says so when it is run, and leaves the others alone."""
    try:
        found = entry.load()
    except Exception as error:  # it is foreign code that runs here
        return (_broken(entry, error),)
    return found if isinstance(found, tuple) else (found,)


def _broken(entry: EntryPoint, error: Exception) -> Command:
    reason = f"{type(error).__name__}: {error}"

    def run(_: Namespace) -> Result:
        msg = f"the command {entry.name} ({entry.value}) can't be loaded: {reason}. Fix or uninstall its package."
        raise PluginError(msg) from error

    return Command(entry.name, f"can't be loaded: {type(error).__name__}", run)
