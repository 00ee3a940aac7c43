from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from mosaic_guard.errors import TraceError
from mosaic_guard.traces.database.connection import Database
from mosaic_guard.traces.database.migrations import STEPS, migrate
from mosaic_guard.traces.rows.queries import histories_of
from mosaic_guard.traces.store import SqlStore
from mosaic_guard.traces.verification import verify
from tests.traces.making import RUN, SECONDS, event, texts

Open = Callable[..., SqlStore]
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def version_1(tmp_path: Path) -> Path:
    """A store as the first release wrote it."""
    path = tmp_path / "traces.db"
    with sqlite3.connect(path) as connection:
        connection.executescript((GOLDEN / "v1.sql").read_text())
    connection.close()
    (tmp_path / "traces.db.key").write_bytes(b"\x0f" * 32)
    return path


def test_a_store_of_the_first_release_is_read_verified_and_written_on(version_1: Path) -> None:
    store = SqlStore(version_1)
    assert verify(store).faults == ()
    assert [s.event.kind for s in store.events(RUN).result(SECONDS)] == ["decided", "started", "finished"]
    histories = store.read(lambda c: histories_of(c, RUN.trace)).result(SECONDS)
    assert [texts(history) for history in histories] == [
        ["Pay the bill in mail 1.", "", "paid"],
        ["Pay the bill in mail 1.", ""],
    ]
    assert store.claim(event("started", "key#0")).result(SECONDS) is not None
    store.append([event()]).result(SECONDS)
    assert verify(store).ok
    store.close()


def test_the_parent_of_a_nested_run_is_sealed_when_a_store_of_the_first_release_is_opened(version_1: Path) -> None:
    with sqlite3.connect(version_1) as connection:
        connection.execute("UPDATE mosaic_traces SET parent = 'outer'")
    connection.close()
    store = SqlStore(version_1)
    assert verify(store).ok
    store.append([event()]).result(SECONDS)
    assert verify(store).ok
    store.change(lambda c: c.execute(text("UPDATE mosaic_traces SET parent = ''"))).result(SECONDS)
    assert [fault.where for fault in verify(store).faults] == ["head"]
    store.close()


def add_colour(connection: Connection, _key: bytes) -> None:
    connection.execute(text("ALTER TABLE mosaic_traces ADD COLUMN colour TEXT"))


def paint(connection: Connection, _key: bytes) -> None:
    connection.execute(text("UPDATE mosaic_traces SET colour = 'green'"))


def test_an_older_store_is_upgraded_step_by_step_and_keeps_what_it_holds(version_1: Path) -> None:
    database = Database(version_1, timeout=5)
    migrate(database, database.key(), steps=[*STEPS, add_colour, paint])
    migrate(database, database.key(), steps=[*STEPS, add_colour, paint])
    with database.transaction(write=False) as connection:
        assert connection.execute(text("SELECT colour FROM mosaic_traces")).scalars().all() == ["green"]
        assert connection.execute(text("SELECT version FROM mosaic_store")).scalar() == 4
        assert connection.execute(text("SELECT count(*) FROM mosaic_events")).scalar() == 3
    database.close()


def test_an_upgrade_that_fails_changes_nothing(version_1: Path) -> None:
    def fail(_connection: Connection, _key: bytes) -> None:
        raise RuntimeError("half-way")

    database = Database(version_1, timeout=5)
    with pytest.raises(RuntimeError, match="half-way"):
        migrate(database, database.key(), steps=[*STEPS, add_colour, fail])
    database.close()
    store = SqlStore(version_1)
    assert verify(store).ok
    store.close()


def test_a_store_of_a_newer_release_is_refused(open_again: Open, target: str) -> None:
    store = open_again()
    store.change(lambda c: c.execute(text("UPDATE mosaic_store SET version = 99"))).result(SECONDS)
    with pytest.raises(TraceError, match=r"has version 99; this release reads up to 2\. Upgrade"):
        SqlStore(target)
