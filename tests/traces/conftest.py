"""Stores to test on: the same behaviour is asked of all three kinds."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from mosaic_guard.traces.store import SqlStore, open_store
from tests.traces.server import postgresql


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """URL of a running PostgreSQL server."""
    with postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def database_names() -> Iterator[str]:
    return (f"t{i}" for i in itertools.count())


def fresh_database(server: str, name: str) -> str:
    """Make an empty place on the server: a schema of its own, which is quicker than a database."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{server}&options=-csearch_path%3D{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A path or URL where a store may be opened several times."""
    if request.param == "sqlite":
        return str(tmp_path / "traces.db")
    names = request.getfixturevalue("database_names")
    return fresh_database(request.getfixturevalue("server"), next(names))


@pytest.fixture
def open_again(target: str) -> Iterator[Callable[..., SqlStore]]:
    """Open the store of this test, as often as wanted."""
    opened: list[SqlStore] = []

    def again(**options: float) -> SqlStore:
        opened.append(SqlStore(target, **options))
        return opened[-1]

    yield again
    for store in opened:
        store.close()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    if request.param == "memory":
        opened = open_store(None)
    elif request.param == "sqlite":
        opened = open_store(tmp_path / "traces.db")
    else:
        names = request.getfixturevalue("database_names")
        opened = open_store(fresh_database(request.getfixturevalue("server"), next(names)))
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore(tmp_path / "traces.db")
    yield opened
    opened.close()
