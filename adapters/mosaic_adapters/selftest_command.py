"""`selftest`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.command import Command, Exit, Result
from mosaic_guard.cli.terminal import Terminal, safe
from mosaic_guard.errors import ConfigError, MissingExtraError

if TYPE_CHECKING:
    from mosaic_guard.cli.selftest import Report

_EPILOG: Final = """\
The factory takes a chat model and a list of tools, and gives back your agent with your guard in it. It is called anew
for each attempt, with a scripted model, stubs in the place of your tools, and a canary that every guard refuses.
An agent that is built already is only looked at, which proves nothing: the exit code is then 1.
"""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("factory", help="a function (model, tools) -> agent, as module:attr")
    parser.add_argument("--tools", metavar="TOOLS", help="your tools, as module:attr: the stubs get their schemas")


def _selftest(arguments: Namespace) -> Result:
    from dataclasses import asdict

    from mosaic_guard.cli.target import named, target

    try:
        from mosaic_adapters.selftest import selftest
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "langchain", "langchain") from error
    tools = target(arguments.tools) if arguments.tools else ()
    if not isinstance(tools, (list, tuple)):
        msg = f"{arguments.tools} is {type(tools).__name__}. Name a list of tools."
        raise ConfigError(msg)
    with redirect_stdout(sys.stderr):  # what the agent's own code prints is no part of the report
        report = selftest(named(arguments.factory), tools=tools)
    text = "\n".join(_lines(report, Terminal.of(sys.stdout)))
    return Result(text, {"passed": report.passed, **asdict(report)}, Exit.OK if report.passed else Exit.FOUND)


def _lines(report: Report, terminal: Terminal) -> Iterator[str]:
    if report.view is not None:
        yield from (safe(line) for line in report.lines)
        return
    for attempt, line in zip(report.attempts, report.lines, strict=True):
        sign = terminal.paint("✗", "red") if attempt.problem else terminal.paint("✓", "green")
        yield f"{sign} {safe(line)}"
    conclusion = (
        "the canary never ran, and benign calls did" if report.passed else "this agent is not guarded as it should be"
    )
    yield f"\n{terminal.paint(conclusion, 'green' if report.passed else 'red')}"


COMMANDS = (Command("selftest", "prove that no call gets past your agent's guard", _selftest, _arguments, _EPILOG),)
