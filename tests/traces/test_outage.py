from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest

from mosaic_guard.errors import TraceError
from mosaic_guard.traces.events import EventKind
from mosaic_guard.traces.store import SqlStore, open_store
from mosaic_guard.traces.verification import verify
from mosaic_guard.trajectory import RunId
from tests.traces.conftest import fresh_database
from tests.traces.making import RUN, SECONDS, event, said, trajectory


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold SQLite's write lock, as another process would."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("ROLLBACK")
    connection.close()


@pytest.fixture
def impatient(tmp_path: Path) -> Iterator[SqlStore]:
    store = SqlStore(tmp_path / "traces.db", timeout=0.05, backlog=5)
    yield store
    store.close()


def test_an_append_to_a_locked_database_fails_says_why_and_is_written_later(
    impatient: SqlStore, tmp_path: Path
) -> None:
    with locked(tmp_path / "traces.db"):
        with pytest.raises(TraceError, match=r"traces\.db can't be used: database is locked.*longer timeout"):
            impatient.append([event(n=1)], trajectory(said("hello"))).result(SECONDS)
        assert "locked" in impatient.health()
        assert "Events waiting in memory: 1." in impatient.health()
    impatient.append([event(n=2)]).result(SECONDS)
    assert impatient.health() == "ok"
    assert [s.event.payload["n"] for s in impatient.events(RUN).result(SECONDS)] == [1, 2]
    assert verify(impatient).messages == 1


def test_what_waits_is_written_without_anybody_asking(impatient: SqlStore, tmp_path: Path) -> None:
    with locked(tmp_path / "traces.db"), pytest.raises(TraceError):
        impatient.append([event(n=1)]).result(SECONDS)
    other = SqlStore(tmp_path / "traces.db")
    while not other.events(RUN).result(SECONDS):
        pass
    other.close()


def test_a_claim_that_cannot_be_written_fails_and_is_not_made_later(impatient: SqlStore, tmp_path: Path) -> None:
    with locked(tmp_path / "traces.db"), pytest.raises(TraceError, match="locked"):
        impatient.claim(event("started", "call")).result(SECONDS)
    impatient.flush()
    assert impatient.events(RUN, [EventKind.STARTED]).result(SECONDS) == []
    assert impatient.claim(event("started", "call")).result(SECONDS) is None


def test_reading_goes_on_while_writing_fails(impatient: SqlStore, tmp_path: Path) -> None:
    impatient.append([event(n=1)]).result(SECONDS)
    with locked(tmp_path / "traces.db"):
        impatient.append([event(n=2)])
        assert [s.event.payload["n"] for s in impatient.events(RUN).result(SECONDS)] == [1]
        assert list(impatient.traces()) == [RUN.trace]
    impatient.flush()


def test_an_outage_is_logged_once_and_its_end_too(
    impatient: SqlStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with locked(tmp_path / "traces.db"):
        for _ in range(3):
            with pytest.raises(TraceError):
                impatient.append([event()]).result(SECONDS)
    impatient.flush()
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.WARNING]


def test_beyond_the_backlog_events_are_lost_and_it_says_how_many(
    impatient: SqlStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ours = trajectory(said("kept"))
    with locked(tmp_path / "traces.db"):
        for i in range(7):
            with pytest.raises(TraceError):
                impatient.append([event(n=i)], ours).result(SECONDS)
            ours.append(said(f"after {i}"))
        assert "Events lost: 2" in impatient.health()
    impatient.append([], ours).result(SECONDS)
    assert [s.event.payload["n"] for s in impatient.events(RUN).result(SECONDS)] == [0, 1, 2, 3, 4]
    assert verify(impatient).messages == 8, "items of lost appends are handed over again"
    assert impatient.health() == "Events lost: 2."
    assert sum("lost" in record.message for record in caplog.records) == 2
    with pytest.raises(TraceError, match="Events lost: 2"):
        impatient.close()
    impatient._cell[0].outage._lost = 0


def test_closing_writes_what_waited(tmp_path: Path) -> None:
    store = SqlStore(tmp_path / "traces.db", timeout=0.05)
    with locked(tmp_path / "traces.db"), pytest.raises(TraceError):
        store.append([event(n=1)]).result(SECONDS)
    store.close()
    again = SqlStore(tmp_path / "traces.db")
    assert [s.event.payload["n"] for s in again.events(RUN).result(SECONDS)] == [1]
    again.close()


def test_while_it_cannot_be_written_what_nobody_waits_for_is_kept_without_trying(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = SqlStore(tmp_path / "traces.db", timeout=0.05)
    with locked(tmp_path / "traces.db"):
        for i in range(600):
            store.append([event(n=i)])
        with pytest.raises(TraceError):
            store.claim(event("started", "call")).result(SECONDS)
        assert "Events waiting in memory: 600." in store.health()
    store.flush()
    assert [s.event.payload["n"] for s in store.events(RUN).result(SECONDS)] == list(range(600))
    assert len(caplog.records) == 2
    store.close()


def test_closing_with_events_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    store = SqlStore(tmp_path / "traces.db", timeout=0.05)
    with locked(tmp_path / "traces.db"):
        store.append([event()])
        with pytest.raises(TraceError, match="Events lost: 1"):
            store.close()


def test_one_event_that_cannot_be_stored_does_not_take_others_with_it(store: SqlStore) -> None:
    class Hostile(dict):  # type: ignore[type-arg]
        def items(self) -> object:
            raise RuntimeError("no")

        __iter__ = __len__ = items  # type: ignore[assignment]

    good = store.append([event(n=1)])
    bad = store.append([event(args=Hostile(a={1}))])
    also_good = store.append([event(n=2)])
    with pytest.raises(TraceError, match="can't be stored: RuntimeError"):
        bad.result(SECONDS)
    good.result(SECONDS)
    also_good.result(SECONDS)
    assert [s.event.payload["n"] for s in store.events(RUN).result(SECONDS)] == [1, 2]
    assert store.health() == "ok"


FULL_DISK = """
import resource, sys
from mosaic_guard.errors import TraceError
from mosaic_guard.traces.store import SqlStore
from mosaic_guard.traces.verification import verify
from tests.traces.making import RUN, event
store = SqlStore(sys.argv[1])
store.append([event(n=0)]).result()
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
try:
    for n in range(1, 1000): store.append([event(n=n, fill="x" * 5000)]).result()
except TraceError as error:
    print(error)
print(store.health())
try:
    store.claim(event("started", "call")).result()
except TraceError:
    print("claim refused")
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.flush()
numbers = [s.event.payload["n"] for s in store.events(RUN).result()]
print(numbers == list(range(n + 1)), store.health(), verify(store).ok)
"""


def test_a_trace_whose_name_is_none_is_lost_alone() -> None:
    store, name = open_store(None), cast("Any", ["a", "list"])
    with pytest.raises(TraceError):
        store.append([event(run=RunId(name))]).result(SECONDS)
    assert store.claim(event("started", "call")).result(SECONDS) is None
    with pytest.raises(TraceError, match="Events lost: 1"):
        store.close()


def test_a_log_that_raises_leaves_nobody_waiting(tmp_path: Path) -> None:
    class Raising(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise RuntimeError(record.msg)

    store = SqlStore(tmp_path / "traces.db", timeout=0.05)
    log, handler = logging.getLogger("mosaic_guard.traces"), Raising()
    log.addHandler(handler)
    try:
        with locked(tmp_path / "traces.db"):
            for _ in range(2):
                with pytest.raises(TraceError):
                    store.append([event()]).result(SECONDS)
    finally:
        log.removeHandler(handler)
    assert store.claim(event("started", "call")).result(SECONDS) is None
    with pytest.raises(TraceError, match="Events lost"):
        store.close()


def test_a_full_disk_is_said_aloud_and_nothing_is_lost(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path / "traces.db")], capture_output=True, text=True, timeout=60
    )
    first, health, claim, end = done.stdout.splitlines()
    assert "traces.db can't be used:" in first
    assert "disk" in first
    assert "Events waiting in memory: 1." in health
    assert claim == "claim refused"
    assert end == "True ok True"
    assert done.stderr.count("kept in memory") == 1


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Root may write anywhere, so it steps down while the test runs."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_cannot_be_written_is_an_error_at_construction() -> None:
    open_store(None).close()  # imports what it needs, which an ordinary user may not be allowed to read
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o555)
        with as_ordinary_user():
            with pytest.raises(TraceError, match=rf"{folder}/traces\.db can't be opened: Permission denied.*writable"):
                open_store(folder / "traces.db")
            with pytest.raises(TraceError, match="Permission denied"):
                open_store(folder / "deeper" / "traces.db")
        folder.chmod(0o700)


def test_a_database_that_became_read_only_is_an_error_at_construction() -> None:
    open_store(None).close()
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        open_store(folder / "traces.db").close()
        folder.chmod(0o755)
        for file in folder.iterdir():
            file.chmod(0o444)
        with as_ordinary_user(), pytest.raises(TraceError, match="writable"):
            open_store(folder / "traces.db")


def test_a_folder_in_place_of_the_file_is_an_error_at_construction(tmp_path: Path) -> None:
    with pytest.raises(TraceError, match="it is a folder"):
        open_store(tmp_path)


@pytest.mark.parametrize(
    "content", [b"this is no database, but long enough to be taken for one" * 20, b"SQLite format 3\0"]
)
def test_a_file_that_is_no_database_is_an_error_at_construction(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "traces.db"
    path.write_bytes(content)
    with pytest.raises(TraceError, match=r"traces\.db can't be used"):
        open_store(path)


def test_a_lost_connection_to_the_server_is_taken_up_again(server: str, database_names: Iterator[str]) -> None:
    target = fresh_database(server, next(database_names))
    store = SqlStore(target)
    store.append([event(n=0)]).result(SECONDS)
    with psycopg.connect(target, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    store.append([event(n=1)]).result(SECONDS)
    with psycopg.connect(target, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    assert store.claim(event("started", "call")).result(SECONDS) is None
    assert [s.event.payload.get("n") for s in store.events(RUN).result(SECONDS)] == [0, 1, None]
    assert store.health() == "ok"
    store.close()
