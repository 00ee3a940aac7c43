"""The command line: `mosaic-guard <command>`; `--json` on every command, exit codes in `Exit`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from mosaic_guard.cli.command import Exit, Result, commands
from mosaic_guard.cli.parser import parser
from mosaic_guard.errors import MissingExtraError, MosaicError, TraceError

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is one of `Exit`, 2 for wrong usage, 130 when interrupted."""
    arguments = parser(commands()).parse_args(argv)
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away; nobody is left to tell
        return Exit.OK


def _run(arguments: Namespace) -> int:
    try:
        result: Result = arguments.handler(arguments)
    except MosaicError as error:
        print(f"mosaic-guard: {error}", file=sys.stderr)
        result = Result("", {"error": str(error), "kind": type(error).__name__}, _exit_of(error))
    _print(result, as_json=arguments.json)
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
