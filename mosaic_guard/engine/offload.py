"""Runs what may block, off the caller's thread and event loop, for at most a given time."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Offload:
    """Daemon threads with a deadline: one that hangs is abandoned, never joined, and never holds up the exit.

    Args:
        limit: how many may run at once, abandoned ones included; beyond it, new work fails at once.
        seconds: how long each may take.
    """

    def __init__(self, *, limit: int = 64, seconds: float = 30.0) -> None:
        self._free = threading.BoundedSemaphore(limit)
        self.seconds = min(seconds, threading.TIMEOUT_MAX)
        """How long each may take."""

    def submit(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start `work`; the future fails with TimeoutError at the deadline, or when too many are running."""
        future: Future[T] = Future()
        if not self._free.acquire(blocking=False):
            future.set_exception(TimeoutError("too many checks are hanging; no thread is free for another"))
            return future
        context = contextvars.copy_context()
        timer = threading.Timer(self.seconds, self._expire, (future,))
        timer.daemon = True

        def target() -> None:
            try:
                _settle(future.set_result, context.run(work, *args, **kwargs))
            except Exception as error:  # handed to whoever waits for the future
                _settle(future.set_exception, error)
            except BaseException as error:  # an exit or a cancellation of the work ends the work, not who waits for it
                _settle(future.set_exception, RuntimeError(f"it ended with {type(error).__name__}: {error}"))
            finally:
                timer.cancel()
                self._free.release()

        timer.start()
        threading.Thread(target=target, daemon=True, name="mosaic-guard").start()
        return future

    def _expire(self, future: Future[T]) -> None:
        _settle(future.set_exception, TimeoutError(f"no answer within {self.seconds:g} s"))


def _settle(settle: Callable[[T], None], value: T) -> None:
    try:
        settle(value)
    except InvalidStateError:
        return  # the other side was faster
