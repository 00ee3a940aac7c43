"""A file of JSON lines that a run adds to: on disk at the end of every step, and cut back where a run goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from mosaic_guard.trajectory import JSON
from mosaic_trainer.runs.errors import RunError


class Journal:
    """One file; what is added is written by `commit`, all of a step at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._waiting: list[str] = []

    def add(self, record: Mapping[str, JSON]) -> None:
        """Have a record written at the end of this step."""
        self._waiting.append(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")

    def commit(self) -> int:
        """Write what was added, wait until the disk has it, and give the size of the file."""
        try:
            with self.path.open("a", encoding="utf-8", errors="surrogatepass") as file:
                file.writelines(self._waiting)
                file.flush()
                os.fsync(file.fileno())
                size = os.fstat(file.fileno()).st_size
        except OSError as error:
            msg = f"{self.path} can't be written: {error.strerror}. Make room, then go on with: train resume RUN."
            raise RunError(msg) from error
        self._waiting.clear()
        return size

    def cut(self, size: int) -> None:
        """Forget what was written after the file had this size."""
        found = self.path.stat().st_size if self.path.exists() else 0
        if found < size:
            msg = f"{self.path} has {found} bytes, but the checkpoint was made at {size}. Restore it, or start anew."
            raise RunError(msg)
        self._waiting.clear()
        if found > size:
            os.truncate(self.path, size)


def records(path: Path) -> Iterator[dict[str, JSON]]:
    """Read the whole lines of a journal, also while a run writes it."""
    with path.open(encoding="utf-8", errors="surrogatepass") as file:
        yield from (json.loads(line) for line in file if line.endswith("\n"))
