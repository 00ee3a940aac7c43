"""A progress bar on standard error, only where somebody is watching."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sized
from typing import Final, TextIO, TypeVar

T = TypeVar("T")

_EVERY: Final = 0.1
"""Seconds between two pictures."""
_BAR: Final = 24


def progress(items: Iterable[T], what: str, *, total: int | None = None, stream: TextIO | None = None) -> Iterator[T]:
    """Hand the items on, and show how many are done; nothing is shown where the stream is no terminal."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield from items
        return
    total = total if total is not None else len(items) if isinstance(items, Sized) else None
    began = drawn = time.monotonic()
    done = 0
    try:
        for item in items:
            yield item
            done += 1
            if time.monotonic() - drawn >= _EVERY:
                drawn = time.monotonic()
                stream.write(f"\r{picture(done, total, what, drawn - began)}\x1b[K")
                stream.flush()
    finally:
        if drawn != began:
            stream.write("\r\x1b[K")
            stream.flush()


def picture(done: int, total: int | None, what: str, seconds: float) -> str:
    """Draw one state of a bar; without a total there is a count alone."""
    if not total:
        return f"{what}: {done}, {seconds:.0f} s"
    share = min(done / total, 1.0)
    filled = round(share * _BAR)
    left = f", {seconds / share - seconds:.0f} s left" if share else ""
    return f"{what} [{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}{left}"


class StatusLine:
    """One line that says what is going on; where nobody is watching, one line for each thing said of it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._watched = stream.isatty()
        self._said = ""

    def show(self, text: str) -> None:
        """Say it in place of what was said before."""
        if self._watched:
            self._stream.write(f"\r{text}\x1b[K")
        elif (thing := text.partition(",")[0]) != self._said:
            self._said = thing
            self._stream.write(f"{text}\n")
        self._stream.flush()

    def clear(self) -> None:
        """Leave the line empty."""
        if self._watched:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
