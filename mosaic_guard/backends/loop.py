"""One thread with an event loop, on which all requests of a backend run: they can be timed, raced and cancelled."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class LoopThread:
    """Runs coroutines for other threads."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        """A thread does not live on in a forked child: compare before use."""
        self.at_end: list[Callable[[], Coroutine[Any, Any, None]]] = []
        """What the thread does last."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=_serve, args=(self._loop, self.at_end), name="mosaic-backend", daemon=True
        )
        self._thread.start()

    def submit(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begin the work."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for the work; an interrupt of the waiting thread cancels it."""
        future = self.submit(work)
        try:
            return future.result()
        finally:
            future.cancel()

    def stop(self) -> None:
        """Cancel what is under way, and end the thread; safe from any thread, this one too."""
        if self.pid != os.getpid() or self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=5)


def _serve(loop: asyncio.AbstractEventLoop, at_end: list[Callable[[], Coroutine[Any, Any, None]]]) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
        waiting = asyncio.all_tasks(loop)
        for task in waiting:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
        for last in at_end:
            loop.run_until_complete(last())
        loop.run_until_complete(loop.shutdown_asyncgens())  # streams that nobody listened to till their end
    finally:
        loop.close()
