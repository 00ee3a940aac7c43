"""A call that is given up between its claim and its run: nothing ran, and the record says so."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from mosaic_guard import Action, Trajectory
from mosaic_guard.traces.audit import audit
from mosaic_guard.traces.events import Event, StoredEvent
from mosaic_guard.traces.store import SqlStore
from mosaic_guard.traces.writing.jobs import Promise
from tests.core.scene import Scene, call


class SlowStore(SqlStore):
    """Claims as every store does, and says so when it is told to."""

    claims = 0
    asked = threading.Event()
    say: Future[None]

    def claim(self, event: Event) -> Future[StoredEvent | None]:
        stored = super().claim(event)
        self.claims += 1
        if self.claims > 1:
            return stored
        stored.result()
        held: Future[StoredEvent | None] = _Interrupted(lambda: None)
        self.say = Future()
        self.say.add_done_callback(lambda _: held.set_result(stored.result()))
        self.asked.set()
        return held


class _Interrupted(Promise[StoredEvent | None]):
    """While the main thread waits for it, Ctrl-C is pressed."""

    def result(self, timeout: float | None = None) -> StoredEvent | None:
        if not self.done() and threading.current_thread() is threading.main_thread():
            raise KeyboardInterrupt
        return super().result(timeout)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SlowStore]:
    store = SlowStore(tmp_path / "traces.db")
    store.asked = threading.Event()
    yield store
    store.close()


async def give_up(scene: Scene, run: Trajectory, store: SlowStore) -> None:
    """Cancel a call that has been claimed, and let the store answer after that."""
    task = asyncio.create_task(scene.guard.aenter(call("1"), run))
    assert await asyncio.to_thread(store.asked.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    answer(store)


def answer(store: SlowStore) -> None:
    store.say.set_result(None)
    for thread in threading.enumerate():
        if thread.name == "mosaic-guard":
            thread.join(10)


async def test_the_audit_says_that_a_call_cancelled_while_it_was_claimed_did_not_run(store: SlowStore) -> None:
    scene = Scene(labels={}, arguments={"store": store})
    await give_up(scene, scene.run(), store)
    assert [record.outcome for record in audit(store)] == ["cancelled"]


def test_so_it_says_of_one_that_was_interrupted(store: SlowStore) -> None:
    scene = Scene(labels={}, arguments={"store": store})
    with pytest.raises(KeyboardInterrupt):
        scene.guard.enter(call("1"), run := scene.run())
    answer(store)
    assert [record.outcome for record in audit(store)] == ["cancelled"]
    assert scene.guard.enter(call("1"), run).decision.action is Action.ACT


async def test_what_was_cancelled_before_it_ran_may_be_called_again_and_nobody_is_asked(store: SlowStore) -> None:
    scene = Scene(labels={}, arguments={"store": store})
    await give_up(scene, run := scene.run(), store)
    entry = await scene.guard.aenter(call("1"), run)
    assert entry.decision.action is Action.ACT
    scene.guard.leave(entry, run, outcome="ok")
    assert [record.outcome for record in audit(store)] == ["ok"]


async def test_a_cancelled_call_says_nothing_about_the_same_call_that_somebody_else_began(
    store: SlowStore, tmp_path: Path
) -> None:
    scene = Scene(labels={}, arguments={"store": store})
    other = Scene(labels={}, arguments={"store": tmp_path / "traces.db"})
    run = scene.run()
    scene.guard.check_calls([call("1")], run)  # it knows of nobody else
    assert other.guard.enter(call("1"), other.run()).decision.action is Action.ACT
    await give_up(scene, run, store)
    assert [record.outcome for record in audit(store)] == ["unknown"]
    assert "already_started" in {f.code for f in scene.guard.enter(call("1"), run).decision.findings}
    other.guard.close()
