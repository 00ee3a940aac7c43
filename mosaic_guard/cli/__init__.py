"""The command line: `mosaic-guard <command>`; `--json` on every command, exit codes in `Exit`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib.metadata import version

from mosaic_guard.cli.command import Command, Exit, Result, commands
from mosaic_guard.errors import MissingExtraError, MosaicError, TraceError

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is one of `Exit`, 2 for wrong usage, 130 when interrupted."""
    arguments = _parser(commands()).parse_args(argv)
    try:
        result: Result = arguments.run(arguments)
        _print(result, as_json=arguments.json)
    except MosaicError as error:
        print(f"mosaic-guard: {error}", file=sys.stderr)
        return _exit_of(error)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away; nobody is left to tell
        return Exit.OK
    return result.exit


def _print(result: Result, *, as_json: bool) -> None:
    if as_json:
        import json  # only where it is asked for

        print(json.dumps(result.data, indent=2, ensure_ascii=False))
    elif result.text:
        print(result.text)
    sys.stdout.flush()


def _exit_of(error: MosaicError) -> Exit:
    if isinstance(error, TraceError):
        return Exit.STORE
    return Exit.MISSING if isinstance(error, MissingExtraError) else Exit.USAGE


def _parser(found: Sequence[Command]) -> ArgumentParser:
    codes = "\n".join(f"  {code.value}  {code.name.lower()}" for code in Exit)
    parser = ArgumentParser(
        prog="mosaic-guard",
        description="The guard you put into your LLM agent.",
        epilog=f"exit codes:\n{codes}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"mosaic-guard {version('mosaic-guard')}")
    top = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    families = {}
    for command in found:
        family, _, name = command.name.partition(" ")
        home = top
        if name:
            if family not in families:
                members = [c for c in found if c.name.startswith(f"{family} ")]
                described = " | ".join(c.name.partition(" ")[2] for c in members)
                families[family] = top.add_parser(family, help=described).add_subparsers(
                    title="commands", metavar="COMMAND", required=True
                )
            home = families[family]
        sub = home.add_parser(name or family, help=command.help, description=command.help)
        sub.add_argument("--json", action="store_true", help="print the result as JSON")
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    return parser
