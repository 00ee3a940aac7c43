"""The command line: `mosaic-guard <command>`; `--json` on every command, exit codes in `Exit`."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Final

from mosaic_guard.cli.command import Exit, Result, commands
from mosaic_guard.cli.parser import parser
from mosaic_guard.cli.streams import UnwritableError, complain, prepare, say
from mosaic_guard.errors import MissingExtraError, MosaicError, TraceError
from mosaic_guard.trajectory import JSON

__all__ = ["main"]

_REPORT: Final = "This should not happen: please report it, with the command."
_INTERRUPTED: Final = 130
_UNREAD: Final = 141
"""What a shell says of a program whose output nobody reads any more."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is one of `Exit`, 130 when interrupted, 141 when nobody reads on."""
    words = sys.argv[1:] if argv is None else argv
    prepare()
    try:
        return _print(_result(words), as_json=any("--json".startswith(w) and len(w) > len("--") for w in words))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except UnwritableError as error:
        if error.has_no_reader:
            return _UNREAD
        complain(f"mosaic-guard: {error}")
        return Exit.FAILED
    except BrokenPipeError:  # of standard error
        return _UNREAD


def _result(words: Sequence[str]) -> Result:
    try:
        arguments = parser(commands()).parse_args(words)
        result: Result = arguments.handler(arguments)
    except MosaicError as error:
        return _failed(str(error), error, _exit_of(error))
    except (UnwritableError, BrokenPipeError):
        raise
    except Exception as error:  # no traceback helps whoever runs a command, and its exit code would say "no"
        return _failed(f"{_place_of(error)}: {type(error).__name__}: {error}. {_REPORT}", error, Exit.FAILED)
    return result


def _failed(text: str, error: Exception, code: Exit) -> Result:
    complain(f"mosaic-guard: {text}")
    return Result("", {"error": text, "kind": type(error).__name__}, code)


def _print(result: Result, *, as_json: bool) -> int:
    if text := _json(result.data) if as_json else result.text:
        say(text)
    return result.exit


def _json(data: JSON) -> str:
    """Readable where the output can show it, and JSON wherever it can't."""
    import json  # only where it is asked for

    text = json.dumps(data, indent=2, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(data, indent=2)
    return text


def _place_of(error: Exception) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{os.path.basename(where.filename)}, line {where.lineno}"


def _exit_of(error: MosaicError) -> Exit:
    if isinstance(error, TraceError):
        return Exit.STORE
    return Exit.MISSING if isinstance(error, MissingExtraError) else Exit.USAGE
