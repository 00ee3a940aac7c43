"""`calibrate`: set the thresholds for a stated rate of false alarms on the user's own data."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.command import Command, Exit, Result
from mosaic_guard.errors import ConfigError

if TYPE_CHECKING:
    from mosaic_guard.calibration.collect import Collected
    from mosaic_guard.calibration.judge import Judge
    from mosaic_guard.calibration.threshold import Bounds, Gauge, Proposal
    from mosaic_guard.config import Calibration

_EPILOG: Final = """\
examples:
  mosaic-guard calibrate --outputs clean/ --config mosaic.yaml
  mosaic-guard calibrate my_agent:agent --traces ~/.local/state/mosaic-guard/traces.db --config mosaic.yaml

exits with 1 when nothing was written because the examples are too few.
"""
_RATES: Final = (("--false-positives", 0.005, "clean outputs altered"), ("--asked", 0.05, "calls asked about"))
_LEAST_RATE: Final = 0.000001
"""To be sure of less takes more examples than anybody has."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("agent", nargs="?", help="your agent, as module:attr, whose tools were recorded")
    parser.add_argument("--traces", metavar="STORE", action="append", default=[], help="recorded traces: a file or URL")
    parser.add_argument(
        "--outputs", metavar="PATH", type=Path, nargs="+", default=[], help="clean outputs: files, folders, JSON lines"
    )
    parser.add_argument("--clean", action="store_true", help="no attack is in the traces: what was held back counts")
    for name, default, what in _RATES:
        parser.add_argument(name, metavar="RATE", type=_share, default=default, help=f"{what} at most ({default})")
    parser.add_argument("--config", metavar="FILE", type=Path, action="append", default=[], help="the last is changed")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    parser.add_argument("--force", action="store_true", help="write although the examples are too few")


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not _LEAST_RATE <= share < 1:
        msg = f"{text!r} is no share between {_LEAST_RATE:f} and 1, such as 0.005"
        raise ArgumentTypeError(msg)
    return share


def _calibrate(arguments: Namespace) -> Result:
    from mosaic_guard.calibration import report
    from mosaic_guard.calibration.judge import Judge
    from mosaic_guard.calibration.recall import found as attacks_found
    from mosaic_guard.cli.record import config_of

    config = config_of([str(file) for file in arguments.config])
    _usable(arguments)
    judge = Judge(config)
    found = _collected(arguments, judge)
    proposals = _proposals(arguments, judge, found)
    if not proposals:
        msg = "There was nothing to calibrate on. Name clean outputs with --outputs, or recorded traces with --traces."
        raise ConfigError(msg)
    worst = {p.gauge: report.worst_tools(found.examples[p.gauge], p.then.threshold) for p in proposals}
    said = proposals, {p.gauge: attacks_found(p) for p in proposals}, found.left_out, worst
    written, outcome = _written(arguments, judge.judges, proposals, config.calibration)
    exit = Exit.OK if written or arguments.dry_run else Exit.FOUND
    return Result(f"{report.as_text(*said)}\n\n{outcome}", {**report.as_json(*said), "written": written}, exit)


def _usable(arguments: Namespace) -> None:
    if not arguments.traces and not arguments.outputs:
        msg = "Name what to calibrate on: clean outputs with --outputs, or recorded traces with --traces."
        raise ConfigError(msg)
    if not arguments.config and not arguments.dry_run:
        msg = "Name the configuration to write to with --config, or only look with --dry-run."
        raise ConfigError(msg)


def _collected(arguments: Namespace, judge: Judge) -> Collected:
    from mosaic_guard.calibration.collect import Collected, from_store, from_texts
    from mosaic_guard.calibration.outputs import texts
    from mosaic_guard.cli.progress import progress
    from mosaic_guard.cli.record import opened
    from mosaic_guard.cli.target import target
    from mosaic_guard.inspection import view

    found = Collected()
    from_texts(progress(texts(arguments.outputs), "judging outputs"), judge, found)
    specs = view(target(arguments.agent)).tools if arguments.agent else ()
    watched = partial(progress, what="judging traces")
    for place in arguments.traces:
        with opened(place) as store:
            from_store(store, judge, found, specs=specs, is_clean=arguments.clean, watched=watched)
    return found


def _proposals(arguments: Namespace, judge: Judge, found: Collected) -> list[Proposal]:
    from mosaic_guard.calibration.sample import Sample
    from mosaic_guard.calibration.threshold import BOUNDS, propose

    stated: dict[Gauge, float] = {"output": arguments.false_positives, "call": arguments.asked}
    return [
        propose(
            gauge,
            Sample(found.examples[gauge]),
            stated=stated[gauge],
            now=judge.threshold(gauge),
            bounds=_bounds(arguments, gauge, BOUNDS[gauge]),
        )
        for gauge in BOUNDS
        if found.examples[gauge]
    ]


def _bounds(arguments: Namespace, gauge: Gauge, bounds: Bounds) -> Bounds:
    """What an earlier file states, a later one may only lower."""
    from mosaic_guard.config import load

    earlier = load(*arguments.config[:-1]).thresholds if len(arguments.config) > 1 else {}
    return bounds.within(earlier.get(gauge, bounds.high))


def _written(
    arguments: Namespace, judges: str, proposals: list[Proposal], before: Calibration | None
) -> tuple[bool, str]:
    from datetime import UTC, datetime

    from mosaic_guard.calibration.writing import calibration, write

    if arguments.dry_run:
        return False, "Nothing was written: --dry-run."
    short = [p for p in proposals if not p.is_enough]
    if short and not arguments.force:
        wanted = " and ".join(f"{p.needed:,} {p.gauge}s (now {p.weight:,})" for p in short)
        return False, f"Nothing was written. To be sure of these rates takes {wanted}; --force writes all the same."
    today = datetime.now(UTC).date().isoformat()
    said = calibration(proposals, judges=judges, date=today, before=before)
    write(arguments.config, {p.gauge: p.then.threshold for p in proposals}, said)
    values = ", ".join(f"{p.gauge} {p.then.threshold:g}" for p in proposals)
    return True, f"Wrote {arguments.config[-1]}: thresholds {values}."


_HELP: Final = "set thresholds for a stated rate of false alarms on your own data"
COMMANDS = (Command("calibrate", _HELP, _calibrate, _arguments, _EPILOG),)
