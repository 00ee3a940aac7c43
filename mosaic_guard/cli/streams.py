"""The streams a command reads and writes, as they are needed."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO


class UnwritableError(Exception):
    """Standard output takes nothing more."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"the result can't be written: {error.strerror}. Write it somewhere else.")
        self.has_no_reader = isinstance(error, BrokenPipeError)
        """Whoever read it went away."""


def say(text: str) -> None:
    """Print text on standard output, at once.

    Raises:
        UnwritableError: it can't be written.
    """
    try:
        print(text, flush=True)
    except OSError as error:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())  # the end of the process tries once more
        raise UnwritableError(error) from error


def complain(text: str) -> None:
    """Print text on standard error; where that takes nothing either, the exit code has to say it."""
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def prepare() -> None:
    """Put something in place of closed streams, and have the others take any text.

    Python leaves None where a stream was closed, and the next file that is opened would get its number. What is printed
    to a closed output fails as it would in any other program; without errors, nobody is left to tell.
    """
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: SIM115  # it stays open as long as the process
    sys.stdout = sys.stdout or _closed()
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115  # as above
    _take_any_text(sys.stdout)
    _take_any_text(sys.stderr)


def _closed() -> TextIO:
    """A stream that can't be written to."""
    number = os.open(os.devnull, os.O_RDONLY)
    return TextIOWrapper(open(number, "wb", buffering=0), write_through=True)  # as above


def _take_any_text(stream: TextIO) -> None:
    """Escape what the encoding of a stream can't spell, instead of failing."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
