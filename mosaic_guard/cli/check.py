"""`check`: decide one call, prompt, output or answer from the command line."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Any, Final

from mosaic_guard.cli.command import Command, Exit, Result
from mosaic_guard.cli.signs import SIGNS
from mosaic_guard.cli.terminal import Terminal, safe
from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON

_EXAMPLE: Final = '{"task": "Pay the bill", "call": {"name": "pay", "args": {"to": "DE02…"}}}'
_EPILOG: Final = f"""\
example:
  echo '{_EXAMPLE}' | mosaic-guard check

keys, all optional: system, task, tools, outputs, prompt, call, calls, answer.
An output is {{"tool": …, "content": …}}; outputs stand before the calls.
exits with 1 when anything is not simply allowed.
"""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default="-", help="JSON; `-` is standard input, and the default")
    parser.add_argument("--config", metavar="FILE", action="append", default=[], help="configuration; may be repeated")


def _check(arguments: Namespace) -> Result:
    from mosaic_guard.cli.question import answer
    from mosaic_guard.cli.record import config_of
    from mosaic_guard.guard import Guard

    question = _read(arguments.file)
    guard = Guard(config_of(arguments.config), store=None)
    answers = answer(guard, question)
    guard.close()
    held = any(one["action"] != "act" for one in answers)
    terminal = Terminal.of(sys.stdout)
    text = "\n".join(line for one in answers for line in _shown(one, terminal))
    return Result(text or "nothing to check", {"decisions": answers}, Exit.FOUND if held else Exit.OK)


def _shown(one: dict[str, Any], terminal: Terminal) -> Iterator[str]:
    sign, style = SIGNS[one["action"]]
    subject = "" if one["subject"] == one["phase"] else f" {safe(one['subject'])}"
    yield terminal.paint(f"{sign} {one['phase']}{subject}: {one['action']} ({one['label']})", style)
    if one["person_text"]:
        yield from (f"  {line}" for line in one["person_text"].splitlines())
    else:
        yield from (f"  ! {safe(finding['message'])}" for finding in one["findings"])


def _read(name: str) -> dict[str, JSON]:
    import json

    try:
        if name == "-":
            question = json.load(sys.stdin)
        else:
            with open(name, encoding="utf-8") as file:
                question = json.load(file)
    except (OSError, ValueError, RecursionError) as error:
        msg = f"{name} can't be read as JSON: {error}. Write it like {_EXAMPLE}"
        raise ConfigError(msg) from error
    if not isinstance(question, dict):
        msg = f"{name} holds {type(question).__name__}, not an object. Write it like {_EXAMPLE}"
        raise ConfigError(msg)
    return question


COMMANDS = (Command("check", "decide one call, prompt, output or answer given as JSON", _check, _arguments, _EPILOG),)
