"""Verdicts that were paid for, in a file of the run: read again after a crash, so that nothing is asked twice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

from mosaic_guard.trajectory import JSON
from mosaic_trainer.judge.base import JudgeError

_START: Final = b'{"key": '


@dataclass(frozen=True, slots=True)
class Answered:
    """One request that was answered; `reply` is None where the answer was no verdict."""

    key: str
    reply: Mapping[str, JSON] | None
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Journal:
    """One JSON line a request; several processes may write to one file, and read it when they begin.

    A line that was torn by a crash is left out, and asked again.

    Args:
        path: the file; None: kept in memory alone.

    Raises:
        JudgeError: it can't be read, or holds something else.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._replies: dict[str, Mapping[str, JSON]] = {}
        self._file: IO[bytes] | None = None
        self._is_torn = False
        self.earlier = tuple(self._read()) if path is not None and path.exists() else ()
        """What earlier runs of it paid for."""
        for answered in self.earlier:
            self._keep(answered)

    def get(self, key: str) -> Mapping[str, JSON] | None:
        """Give the verdict on what has this key."""
        return self._replies.get(key)

    def add(self, answered: Answered) -> None:
        """Keep a request; raises JudgeError where it can't be written."""
        self._keep(answered)
        if self._path is None:
            return
        try:
            if self._file is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._path.open("ab", buffering=0)  # a line is one write, so that no two mix
                if self._is_torn:
                    self._file.write(b"\n")
            self._file.write(json.dumps(asdict(answered)).encode() + b"\n")
        except OSError as error:
            msg = f"{self._path}: verdicts can't be written: {error.strerror}. Make room, and resume the run."
            raise JudgeError(msg) from error

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _keep(self, answered: Answered) -> None:
        if answered.reply is not None:
            self._replies[answered.key] = answered.reply

    def _read(self) -> Iterator[Answered]:
        assert self._path is not None
        try:
            written = self._path.read_bytes()
        except OSError as error:
            raise JudgeError(f"{self._path}: can't be read: {error.strerror}. Mend that, or name another.") from error
        self._is_torn = not written.endswith(b"\n")
        for number, line in enumerate(written.splitlines(), 1):
            try:
                yield Answered(**json.loads(line))
            except (ValueError, TypeError) as error:
                if line[: len(_START)] == _START[: len(line)]:
                    continue  # torn
                msg = f"{self._path}:{number}: no verdict: {line[:80]!r}. Name a file of verdicts, or a new one."
                raise JudgeError(msg) from error
