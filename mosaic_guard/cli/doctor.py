"""`doctor`: what is guarded, what is not, and what is wrong."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mosaic_guard.cli.command import Command, Exit, Result

if TYPE_CHECKING:
    from mosaic_guard.cli.health.observation import Observation
    from mosaic_guard.config import Config


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("agent", nargs="?", help="your agent, or a function that returns it, as module:attr")
    parser.add_argument("--config", metavar="FILE", action="append", default=[], help="configuration; may be repeated")


def _doctor(arguments: Namespace) -> Result:
    from dataclasses import asdict

    from mosaic_guard.cli.health.observation import shown
    from mosaic_guard.cli.record import config_of
    from mosaic_guard.cli.terminal import Terminal, counted

    seen = list(_observations(arguments, config_of(arguments.config)))
    problems = sum(one.status == "problem" for one in seen)
    terminal = Terminal.of(sys.stdout)
    summary = counted(problems, "problem") if problems else "no problems"
    text = f"{shown(seen, terminal)}\n\n{terminal.paint(summary, 'red' if problems else 'green')}"
    data = {"healthy": not problems, "problems": problems, "observations": [asdict(one) for one in seen]}
    return Result(text, data, Exit.FOUND if problems else Exit.OK)


def _observations(arguments: Namespace, config: Config) -> Iterator[Observation]:
    from mosaic_guard.cli.health import agent, calibration, installation, record
    from mosaic_guard.cli.record import configured

    yield from installation.versions()
    yield from installation.configuration(config, arguments.config)
    yield from installation.plugins(config)
    yield from installation.policies(config)
    yield from calibration.calibration(config)
    yield from record.record(configured(config))
    if arguments.agent:
        from mosaic_guard.cli.target import target
        from mosaic_guard.inspection import view

        yield from agent.agent(view(target(arguments.agent)), config)


COMMANDS = (Command("doctor", "say what is and isn't guarded, and what is wrong", _doctor, _arguments),)
