"""Verdicts that were paid for, in a file of the run: read again after a crash, so that nothing is asked twice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from mosaic_guard.trajectory import JSON
from mosaic_trainer.judge.base import JudgeError


@dataclass(frozen=True, slots=True)
class Answered:
    """One request that was answered; `reply` is None where the answer was no verdict."""

    key: str
    reply: Mapping[str, JSON] | None
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Journal:
    """One JSON line a request; the last one may be torn by a crash, and is then left out.

    Args:
        path: the file; None: kept in memory alone.

    Raises:
        JudgeError: it can't be read, or is damaged elsewhere than at its end.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._replies: dict[str, Mapping[str, JSON]] = {}
        self._file: IO[str] | None = None
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
                self._file = self._path.open("a", encoding="utf-8")
            self._file.write(json.dumps(asdict(answered)) + "\n")
            self._file.flush()
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
            whole = written[: written.rfind(b"\n") + 1]
            if whole != written:
                with self._path.open("r+b") as file:
                    file.truncate(len(whole))
        except OSError as error:
            raise JudgeError(f"{self._path}: can't be read: {error.strerror}. Mend that, or name another.") from error
        for number, line in enumerate(whole.splitlines(), 1):
            try:
                yield Answered(**json.loads(line))
            except (ValueError, TypeError) as error:
                msg = f"{self._path}:{number}: no verdict: {line[:80]!r}. Remove this line; it will be asked again."
                raise JudgeError(msg) from error
