"""`demo`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from mosaic_guard.cli.command import Command, Exit, Result
from mosaic_guard.errors import MissingExtraError

if TYPE_CHECKING:
    from mosaic_adapters.demo.show import Played
    from mosaic_adapters.demo.stage import Stage


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--store", type=Path, metavar="FILE", help="keep the traces here (a new temporary folder)")
    parser.add_argument("--no-pause", action="store_true", help="don't wait between the turns")


def _demo(arguments: Namespace) -> Result:
    import tempfile

    try:
        from mosaic_adapters.demo.closing import closing
        from mosaic_adapters.demo.show import as_json, perform
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "langchain", "langchain") from error
    from mosaic_guard.traces.store import open_store

    place = arguments.store or Path(tempfile.mkdtemp(prefix="mosaic-guard-demo-")) / "traces.db"
    store = open_store(place)
    stage = None if arguments.json else _stage(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="mosaic-guard-world-") as folder:
            played = perform(Path(folder), store, stage)
        store.flush()
        if stage is not None:
            closing(played, store, stage)
    finally:
        store.close()
    data = {"store": str(place), "scenes": as_json(played)}
    return Result("", data, Exit.OK if _held(played) else Exit.FOUND)


def _held(played: list[Played]) -> bool:
    return not any(p.guarded.harm or p.guarded.undone for p in played)


def _stage(arguments: Namespace) -> Stage:
    from mosaic_adapters.demo.stage import Stage
    from mosaic_guard.cli.streams import say
    from mosaic_guard.cli.terminal import Terminal

    terminal = Terminal.of(sys.stdout)
    watched = sys.stdout.isatty() and not arguments.no_pause
    return Stage(say, terminal.within(72, 132), pause=0.15 if watched else 0.0)


COMMANDS = (Command("demo", "watch one agent under attack, with and without a guard", _demo, _arguments),)
