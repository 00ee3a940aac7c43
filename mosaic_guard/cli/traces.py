"""`traces`: what was recorded."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mosaic_guard.cli.command import Command, Result
from mosaic_guard.cli.record import opened, store_arguments, store_of
from mosaic_guard.cli.terminal import Terminal, cut, padded, safe
from mosaic_guard.errors import ConfigError

if TYPE_CHECKING:
    from mosaic_guard.traces.reading import TraceInfo


def _list(arguments: Namespace) -> Result:
    from dataclasses import asdict

    from mosaic_guard.traces.reading import trace_infos

    with opened(store_of(arguments)) as store:
        infos = store.read(trace_infos).result()
        place = store.place
    terminal = Terminal.of(sys.stdout)
    text = "\n".join(_row(info, terminal) for info in infos) or "no traces yet"
    return Result(f"{place}\n{text}", {"store": place, "traces": [asdict(info) for info in infos]})


def _row(info: TraceInfo, terminal: Terminal) -> str:
    from mosaic_guard.cli.moment import moment

    name = padded(safe(info.name), min(max(terminal.width - 45, 16), 48))
    parent = terminal.paint(f"  called by {cut(safe(info.parent), 24)}", "dim") if info.parent else ""
    return f"  {name} {moment(info.updated)} {info.events:6} events {info.items:5} messages{parent}"


def _trace(parser: ArgumentParser) -> None:
    parser.add_argument("trace", help="the trace's name, or the beginning of it, as `traces list` shows it")
    store_arguments(parser)


def _show_arguments(parser: ArgumentParser) -> None:
    _trace(parser)
    parser.add_argument("--full", action="store_true", help="cut nothing")


def _show(arguments: Namespace) -> Result:
    from mosaic_guard.cli.timeline import as_json, as_text
    from mosaic_guard.traces.reading import events_of, histories_of

    with opened(store_of(arguments)) as store:
        name = _named(arguments.trace, list(store.traces()))
        events = store.read(lambda connection: events_of(connection, name)).result()
        histories = store.read(lambda connection: histories_of(connection, name)).result()
    terminal = Terminal.of(sys.stdout)
    text = as_text(name, events, histories, terminal, most=None if arguments.full else 4)
    return Result(text, as_json(name, events, histories))


def _named(given: str, names: Sequence[str]) -> str:
    """Find the one trace that is meant."""
    if given in names:
        return given
    fitting = [name for name in names if name.startswith(given)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        shown = ", ".join(map(repr, fitting[:5])) + (" …" if len(fitting) > 5 else "")
        msg = f"{given!r} fits {len(fitting)} traces: {shown}. Write more of the name."
    else:
        msg = f"there is no trace {given!r} among {len(names)}. `mosaic-guard traces list` names them all."
    raise ConfigError(msg)


COMMANDS = (
    Command("traces list", "name the recorded runs", _list, store_arguments),
    Command("traces show", "show what happened in one run, decision by decision", _show, _show_arguments),
)
