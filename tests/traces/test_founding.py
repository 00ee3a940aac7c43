"""Where a store may begin: never in place of one that was lost, and never among somebody else's tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mosaic_guard import Guard
from mosaic_guard.errors import TraceError
from mosaic_guard.traces import store as stores
from mosaic_guard.traces.store import open_store
from tests.traces.making import RUN, SECONDS, event


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store that holds an event, closed."""
    path = tmp_path / "traces.db"
    with closing(open_store(path)) as store:
        store.append([event()]).result(SECONDS)
    return path


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cleared(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            connection.execute(f"DROP TABLE {name}")


@pytest.mark.parametrize("lose", [Path.unlink, emptied, cleared])
def test_a_store_that_was_lost_does_not_begin_afresh_in_silence(place: Path, lose: Callable[[Path], None]) -> None:
    key = place.with_name("traces.db.key")
    secret = key.read_bytes()
    lose(place)
    before = place.exists() and place.read_bytes()
    with pytest.raises(TraceError, match=r"traces\.db is empty or gone.*traces\.db\.key.*backup.*may run again"):
        Guard(store=place)
    assert (place.exists() and place.read_bytes()) == before
    assert key.read_bytes() == secret


def test_a_store_begins_afresh_where_its_key_is_taken_away_too(place: Path) -> None:
    place.unlink()
    place.with_name("traces.db.key").unlink()
    with closing(open_store(place)) as store:
        assert list(store.traces()) == []


def test_a_backup_takes_the_place_of_a_lost_store(place: Path) -> None:
    backup = place.read_bytes()
    place.unlink()
    place.write_bytes(backup)
    with closing(open_store(place)) as store:
        assert len(store.events(RUN).result(SECONDS)) == 1


@pytest.mark.parametrize("step", ["migrate", "mark_used"])
def test_a_store_whose_making_was_cut_off_is_made_by_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def killed(*_: object) -> None:
        raise SystemExit

    path = tmp_path / "traces.db"
    with monkeypatch.context() as patched:
        patched.setattr(stores, step, killed)
        with pytest.raises(SystemExit):
            open_store(path)
    with closing(open_store(path)) as store:
        store.append([event()]).result(SECONDS)
    assert path.with_name("traces.db.key").read_bytes() == store.key
    path.unlink()
    with pytest.raises(TraceError, match="is empty or gone"):
        open_store(path)


def test_a_database_of_somebody_else_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE orders (id)")
    before = path.read_bytes()
    with pytest.raises(TraceError, match=r"shop\.db is no trace store: it holds other tables \('orders'\)"):
        Guard(store=path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["shop.db"]


def test_tables_that_somebody_adds_to_a_store_keep_nobody_out(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("CREATE TABLE notes (id)")
    with closing(open_store(place)) as store:
        assert len(store.events(RUN).result(SECONDS)) == 1
