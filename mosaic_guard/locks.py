"""A lock that a fork leaves free: in the child no thread is left that could let go of it."""

from __future__ import annotations

import os
import threading
from types import TracebackType


class Lock:
    """Like `threading.RLock`, one for each process."""

    __slots__ = ("_of",)

    def __init__(self) -> None:
        self._of = {os.getpid(): threading.RLock()}

    def __enter__(self) -> None:
        process = os.getpid()
        lock = self._of.get(process)
        if lock is None:  # of two threads of a child the first one's counts
            lock = self._of.setdefault(process, threading.RLock())
        lock.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._of[os.getpid()].release()
        except (KeyError, RuntimeError):  # it was taken before the fork, so the parent lets go of it
            return
