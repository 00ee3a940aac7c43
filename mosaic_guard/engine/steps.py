"""One core for sync and async: a generator that yields the futures it waits for, and two ways to drive it."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")

Steps = Generator["Future[Any]", Any, T]
"""A computation that pauses at each future it needs; `value = yield future` gives the future's result."""


def run(steps: Steps[T]) -> T:
    """Drive `steps` to its end, blocking this thread at each future."""
    try:
        future = next(steps)
        while True:
            try:
                value = future.result()
            except Exception as error:  # handed to the computation, which knows what it means
                future = steps.throw(error)
            else:
                future = steps.send(value)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]  # StopIteration is not generic
    finally:
        steps.close()


async def arun(steps: Steps[T]) -> T:
    """Drive `steps` to its end, never blocking the event loop."""
    import asyncio  # a third of the time that importing the core may take, and here it is loaded already

    try:
        future = next(steps)
        while True:
            try:
                value = future.result() if future.done() else await asyncio.wrap_future(future)
            except Exception as error:  # handed to the computation, which knows what it means
                future = steps.throw(error)
            else:
                future = steps.send(value)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]  # StopIteration is not generic
    finally:
        steps.close()
