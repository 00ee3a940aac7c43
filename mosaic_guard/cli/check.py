"""`check`: decide one call, prompt, output or answer from the command line."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace

from mosaic_guard.cli.command import Command, Exit, Result
from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON

_EXAMPLE = (
    '{"task": "pay the bill", "outputs": [{"tool": "read", "content": "…"}], "call": {"name": "pay", "args": {}}}'
)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default="-", help=f"JSON, `-` for standard input: {_EXAMPLE}")
    parser.add_argument("--config", action="append", default=[], help="configuration file; may be repeated")


def _check(arguments: Namespace) -> Result:
    from mosaic_guard.cli.question import answer
    from mosaic_guard.config import Config, load
    from mosaic_guard.guard import Guard

    guard = Guard(load(*arguments.config) if arguments.config else Config(), store=None)
    answers = answer(guard, _read(arguments.file))
    refused = any(a["action"] != "act" for a in answers)
    text = "\n".join(
        f"{a['phase']:7} {a['subject']}: {a['action']} ({a['label']})\n{a['person_text']}" for a in answers
    )
    return Result(text.rstrip(), {"decisions": answers}, Exit.FOUND if refused else Exit.OK)


def _read(name: str) -> dict[str, JSON]:
    try:
        if name == "-":
            question = json.load(sys.stdin)
        else:
            with open(name, encoding="utf-8") as file:
                question = json.load(file)
    except (OSError, ValueError) as error:
        msg = f"{name} can't be read as JSON: {error}. Write it like {_EXAMPLE}"
        raise ConfigError(msg) from error
    if not isinstance(question, dict):
        msg = f"{name} holds {type(question).__name__}, not an object. Write it like {_EXAMPLE}"
        raise ConfigError(msg)
    return question


COMMANDS = (Command("check", "decide one call (or prompt, output, answer) given as JSON", _check, _arguments),)
