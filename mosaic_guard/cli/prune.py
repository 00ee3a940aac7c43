"""`traces prune`: take old traces out."""

from __future__ import annotations

import re
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from mosaic_guard.cli.command import Command, Result
from mosaic_guard.cli.record import opened, store_arguments, store_of
from mosaic_guard.cli.terminal import counted, safe
from mosaic_guard.errors import ConfigError

_AGE = re.compile(r"(\d{1,6})([mhdw])")
_SECONDS: Final[Mapping[str, int]] = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def _arguments(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--before", metavar="WHEN", help="last written before this date (2026-01-31) or age (90d, 12h)")
    which.add_argument("--keep", type=int, metavar="N", help="all but the N written last")
    parser.add_argument("--yes", action="store_true", help="do it; without this, nothing is removed")
    store_arguments(parser)


def _prune(arguments: Namespace) -> Result:
    from mosaic_guard.traces.pruning import prune
    from mosaic_guard.traces.rows.queries import trace_infos

    before = None if arguments.before is None else _moment(arguments.before)
    if arguments.keep is not None and arguments.keep < 0:
        msg = f"--keep {arguments.keep} is below 0. Say how many traces to keep."
        raise ConfigError(msg)
    with opened(store_of(arguments)) as store:
        if arguments.yes:
            gone = prune(store, before=before, keep=arguments.keep)
        else:
            infos = sorted(store.read(trace_infos).result(), key=lambda info: info.updated, reverse=True)
            old = infos[arguments.keep :] if before is None else [i for i in infos if i.updated < before]
            gone = [info.name for info in old]
    data = {"removed": gone if arguments.yes else [], "would_remove": [] if arguments.yes else gone}
    names = "".join(f"\n  {safe(name)}" for name in gone)
    if arguments.yes:
        return Result(f"removed {counted(len(gone), 'trace')}{names}", data)
    hint = "\nNothing was removed. Add --yes to do it: calls of removed traces may run again." if gone else ""
    return Result(f"would remove {counted(len(gone), 'trace')}{names}{hint}", data)


def _moment(said: str) -> float:
    """Read a date or an age.

    Raises:
        ConfigError: it is neither.
    """
    if age := _AGE.fullmatch(said):
        return time.time() - int(age[1]) * _SECONDS[age[2]]
    try:
        return datetime.fromisoformat(said).astimezone().timestamp()
    except (ValueError, OverflowError) as error:  # of a time zone, the first or last day may be none
        msg = f"--before {said!r} is neither a date nor an age. Write 2026-01-31, 2026-01-31T12:00, 90d or 12h."
        raise ConfigError(msg) from error


COMMANDS = (Command("traces prune", "remove old traces, leaving a chained note of which", _prune, _arguments),)
