"""One generator, driven in two ways: both give the same result, the same error, and wait for the same things."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard.engine.offload import Offload
from mosaic_guard.engine.steps import Steps, arun, run

outcomes = st.lists(st.integers() | st.sampled_from([ValueError, KeyError, OSError]), max_size=8)


def settled(outcome: Any) -> Future[Any]:
    future: Future[Any] = Future()
    if isinstance(outcome, int):
        future.set_result(outcome)
    else:
        future.set_exception(outcome("no"))
    return future


def steps(outcomes: list[Any], log: list[Any], *, catch: bool) -> Steps[int]:
    total = 0
    for outcome in outcomes:
        try:
            value = yield settled(outcome)
            log.append(value)
            total += value
        except (ValueError, OSError) as error:
            log.append(type(error).__name__)
            if not catch:
                raise
        finally:
            log.append("left")
    return total


def outcome_of(call) -> Any:
    try:
        return call()
    except Exception as error:
        return type(error)


@given(outcomes, st.booleans())
def test_sync_and_async_take_the_same_steps(outcomes: list[Any], catch: bool) -> None:
    logs: list[list[Any]] = [[], []]
    one = outcome_of(lambda: run(steps(outcomes, logs[0], catch=catch)))
    other = outcome_of(lambda: asyncio.run(arun(steps(outcomes, logs[1], catch=catch))))
    assert (one, logs[0]) == (other, logs[1])


async def test_waiting_does_not_hold_up_the_event_loop() -> None:
    future: Future[str] = Future()

    def waiting() -> Steps[str]:
        return (yield future)

    task = asyncio.create_task(arun(waiting()))
    await asyncio.sleep(0)
    assert not task.done()
    future.set_result("now")
    assert await asyncio.wait_for(task, 5) == "now"


async def test_a_cancelled_run_cleans_up() -> None:
    future: Future[str] = Future()
    left = []

    def waiting() -> Steps[str]:
        try:
            return (yield future)
        finally:
            left.append(True)

    task = asyncio.create_task(arun(waiting()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert left == [True]


def test_work_that_hangs_is_abandoned_at_its_deadline() -> None:
    never = threading.Event()
    future = Offload(seconds=0.05).submit(never.wait)
    with pytest.raises(TimeoutError, match="no answer within"):
        future.result(timeout=5)
    never.set()


def test_a_deadline_farther_off_than_a_clock_can_wait_for_is_none() -> None:
    assert Offload(seconds=1e300).submit(lambda: 1).result(timeout=5) == 1


def test_work_beyond_the_limit_fails_at_once() -> None:
    release = threading.Event()
    offload = Offload(limit=1, seconds=30)
    first = offload.submit(release.wait, 30)
    with pytest.raises(TimeoutError, match="no thread is free"):
        offload.submit(release.wait, 30).result(timeout=5)
    release.set()
    assert first.result(timeout=5)


def test_work_that_raises_hands_its_error_on() -> None:
    def work() -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        Offload().submit(work).result(timeout=5)


def test_a_place_is_free_again_when_work_ends() -> None:
    offload = Offload(limit=1, seconds=30)
    ran = []
    for n in range(20):
        for _ in range(100_000):  # the place is given back just after the result
            if offload.submit(ran.append, n).exception(timeout=5) is None:
                break
    assert ran == list(range(20))
