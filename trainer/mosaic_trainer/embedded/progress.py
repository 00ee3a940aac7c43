"""Says which step of a training run is at work, and how long each took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TextIO

_WIDTH: Final = 40


class Progress:
    """One line per step, written as it ends."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.seconds: dict[str, float] = {}
        """By step: how long it took."""

    @contextmanager
    def step(self, name: str) -> Iterator[list[str]]:
        """Time a step; what is put into the list is told at its end."""
        notes: list[str] = []
        began = time.perf_counter()
        yield notes
        took = self.seconds[name] = time.perf_counter() - began
        print(f"{name:{_WIDTH}} {took:6.1f} s  {', '.join(notes)}".rstrip(), file=self._stream, flush=True)
