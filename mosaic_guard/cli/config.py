"""`config`: validate files, print what they say together, print the schema."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from mosaic_guard.cli.command import Command, Result
from mosaic_guard.cli.terminal import counted


def _files(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", help="YAML files, in order; later ones may only tighten")


def _validate(arguments: Namespace) -> Result:
    from mosaic_guard.config import load

    config = load(*arguments.files)
    count = len({name for table in config.tables for name in table})
    text = f"valid: mode {config.mode}, {counted(count, 'rule')} for tools, fingerprint {config.fingerprint}"
    return Result(text, {"valid": True, "mode": config.mode, "tools": count, "fingerprint": config.fingerprint})


def _schema(arguments: Namespace) -> Result:  # noqa: ARG001  # every command takes its arguments
    import json

    from mosaic_guard.config import schema

    return Result(json.dumps(schema(), indent=2), schema())


COMMANDS = (
    Command("config validate", "check configuration files and say what they amount to", _validate, _files),
    Command("config schema", "print the JSON schema of the configuration, for editors", _schema),
)
