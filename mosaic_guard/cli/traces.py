"""`traces`: what was recorded."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from mosaic_guard.cli.command import Command, Exit, Result
from mosaic_guard.cli.record import opened, store_arguments, store_of
from mosaic_guard.cli.terminal import Terminal, counted, cut, padded, safe
from mosaic_guard.errors import ConfigError

if TYPE_CHECKING:
    from mosaic_guard.traces.rows.queries import TraceInfo


def _list(arguments: Namespace) -> Result:
    from dataclasses import asdict

    from mosaic_guard.traces.rows.queries import trace_infos

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


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("trace", help="name of the trace, or its beginning, as `traces list` shows it")
    parser.add_argument("--full", action="store_true", help="cut nothing")
    store_arguments(parser)


def _show(arguments: Namespace) -> Result:
    from mosaic_guard.cli.timeline import as_json, as_text
    from mosaic_guard.traces.rows.queries import events_of, histories_of

    with opened(store_of(arguments)) as store:
        name = named(arguments.trace, list(store.traces()))
        events = store.read(lambda connection: events_of(connection, name)).result()
        histories = store.read(lambda connection: histories_of(connection, name)).result()
        terminal = Terminal.of(sys.stdout)
        text = as_text(name, events, histories, terminal, most=None if arguments.full else 4)
        return Result(text, as_json(name, events, histories))


def _one_or_all(parser: ArgumentParser) -> None:
    parser.add_argument("trace", nargs="?", help="one trace only: its name, or the beginning of it")
    store_arguments(parser)


def _audit(arguments: Namespace) -> Result:
    from mosaic_guard.cli.safety_log import as_text
    from mosaic_guard.traces.audit import audit
    from mosaic_guard.traces.encoding import to_json

    with opened(store_of(arguments)) as store:
        name = named(arguments.trace, list(store.traces())) if arguments.trace else None
        records = list(audit(store, name))
        return Result(as_text(records, Terminal.of(sys.stdout)), {"records": [to_json(r) for r in records]})


def _verify(arguments: Namespace) -> Result:
    from dataclasses import asdict

    from mosaic_guard.cli.progress import progress
    from mosaic_guard.traces.verification import verify

    with opened(store_of(arguments)) as store:
        name = named(arguments.trace, list(store.traces())) if arguments.trace else None
        report = verify(store, name, watched=partial(progress, what="verifying"))
    looked_at = ", ".join(counted(getattr(report, f"{thing}s"), thing) for thing in ("trace", "event", "message"))
    data = {"ok": report.ok, **asdict(report)}
    if report.ok:
        pruned = f"; {len(report.pruned)} pruned" if report.pruned else ""
        return Result(f"as recorded: {looked_at}{pruned}", data)
    faults = "\n".join(f"  {safe(str(fault))}" for fault in report.faults)
    return Result(f"NOT as recorded, first fault first ({looked_at} checked):\n{faults}", data, Exit.FOUND)


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("traces", nargs="*", metavar="trace", help="only these; default: all")
    parser.add_argument("--out", required=True, metavar="FILE", help="the file to write")
    parser.add_argument("--format", choices=("jsonl", "parquet"), default="jsonl")
    store_arguments(parser)


def _export(arguments: Namespace) -> Result:
    from mosaic_guard.cli.progress import progress
    from mosaic_guard.traces.export import export

    with opened(store_of(arguments)) as store:
        known = list(store.traces()) if arguments.traces else []
        names = [named(given, known) for given in arguments.traces] or None
        watched = partial(progress, what="exporting")
        count = export(store, arguments.out, arguments.format, traces=names, watched=watched)
    data = {"file": arguments.out, "format": arguments.format, "traces": count}
    return Result(f"wrote {counted(count, 'trace')} to {arguments.out}", data)


def named(given: str, names: Sequence[str]) -> str:
    """Find the one trace that is meant.

    Raises:
        ConfigError: there is none, or several begin like this.
    """
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
    Command("traces audit", "the safety log: one record for each call that may change something", _audit, _one_or_all),
    Command("traces verify", "check that nothing was altered, removed, inserted or reordered", _verify, _one_or_all),
    Command("traces export", "write traces as files, for analysis and training", _export, _export_arguments),
)
