"""One connection to SQLite or PostgreSQL: how it is opened, and what its failures mean."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from mosaic_guard.addresses import without_logins
from mosaic_guard.errors import MissingExtraError, TraceError
from mosaic_guard.traces.database.forking import ForkGate
from mosaic_guard.traces.database.founding import check_file, may_hold_store
from mosaic_guard.traces.database.location import make_private, no_file, state_directory
from mosaic_guard.traces.database.secret import KEY_SIZE, key_beside, key_for_server, key_path

_MIGRATION_LOCK: Final = 0x6D6F7361
"""PostgreSQL advisory lock held while the schema is brought up to date."""


_DRIVERS: Final = ("sqlite", "sqlite+pysqlite")


class StoreAbsent(TraceError):
    """The file or database is there, and holds no trace store."""


class StoreFailure(TraceError):
    """A transaction that failed, and was rolled back as far as can be told."""

    passing = False
    """A second attempt may go well: a lost connection, a deadlock."""
    of_content = False
    """What was to be written is at fault, not the database."""


class Database:
    """A database with at most one connection, used by one thread at a time.

    Transactions are begun and ended here, not by the driver, which would take SQLite's write lock too late: two writers
    must wait for each other, not fail half-way. With `make` off, nothing is made or changed that is not there.
    """

    def __init__(self, target: str | Path, *, timeout: float, make: bool = True) -> None:
        self.url = _url(target)
        self.place = _shown(self.url)
        self._timeout = timeout
        self._make = make
        self._connection: Connection | None = None
        self._abandoned: list[Connection] = []
        self._gate = ForkGate()
        if self.path is not None:
            self.place = str(self.path)
            self._place_file(self.path)
        self._engine = self._make_engine()
        self._driver = self._engine.dialect.loaded_dbapi

    def _place_file(self, path: Path) -> None:
        if kind := no_file(path):
            raise TraceError(f"The trace store {self.place} can't be opened: it is {kind}. Name a file.")
        if self._make:
            try:
                check_file(path, timeout=self._timeout)
            except sqlite3.Error as error:
                raise TraceError(unavailable(self.place, error)) from error
            make_private(path)
        elif not (key_path(path).exists() and path.is_file()) and not may_hold_store(path, timeout=self._timeout):
            raise StoreAbsent(absent(self.place))

    @property
    def dialect(self) -> Dialect:
        """The database's way of writing SQL."""
        return self._engine.dialect

    @property
    def is_server(self) -> bool:
        """Whether other machines may write to it."""
        return self.url.get_backend_name() != "sqlite"

    @property
    def path(self) -> Path | None:
        """The file, where it is one."""
        if self.is_server or not self.url.database or self.url.database == ":memory:":
            return None
        return Path(self.url.database)

    def key(self) -> bytes:
        """Read or make the secret key that belongs to it; a store in memory takes its key with it."""
        if not self.is_server and self.path is None:
            return secrets.token_bytes(KEY_SIZE)
        if self.path is not None:
            return key_beside(self.path, make=self._make)
        return key_for_server(state_directory(), self.url.set(password=None).render_as_string(), make=self._make)

    @contextmanager
    def transaction(self, *, write: bool, migration: bool = False) -> Iterator[Connection]:
        """Run a transaction; what can't be done raises TraceError, and the next one starts on a fresh connection."""
        with self._gate:
            try:
                connection = self._connected()
                run = connection.connection.cursor().execute
                run(self._begin(write=write))
                if migration and self.is_server:
                    run(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
                yield connection
                run("COMMIT")
            except (SQLAlchemyError, OSError, self._driver.Error) as error:
                raise self._failure(error, connection_lost=self._recover()) from error
            except BaseException:  # an interrupt, too, must not leave a transaction open
                self._recover()
                raise

    def _begin(self, *, write: bool) -> str:
        """SQLite must take its write lock at once; PostgreSQL must be told that all of a reading is of one moment."""
        if self.is_server:
            return "BEGIN" if write else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        return "BEGIN IMMEDIATE" if write else "BEGIN"

    def abandon(self) -> None:
        """Forget the connection without touching it: after a fork it belongs to the parent."""
        if self._connection is not None:
            self._abandoned.append(self._connection)
        self._connection = None
        self._engine = self._make_engine()

    def close(self) -> None:
        """Let go of the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.close()

    def _recover(self) -> bool:
        """Roll back; a connection that can't even do that is dropped, and said to be lost."""
        try:
            if self._connection is not None:
                self._connection.connection.cursor().execute("ROLLBACK")
        except (SQLAlchemyError, self._driver.Error):
            self.close()
            return True
        return False

    def _failure(self, error: Exception, *, connection_lost: bool) -> StoreFailure:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        clash = isinstance(cause, self._driver.IntegrityError)
        failure = StoreFailure(unavailable(self.place, cause))
        failure.of_content = clash or isinstance(cause, self._driver.DataError)
        failure.passing = clash or connection_lost or str(getattr(cause, "sqlstate", "")).startswith("40")
        return failure

    def _connected(self) -> Connection:
        if self._connection is None or self._connection.invalidated:
            self._connection = self._engine.connect()
        return self._connection

    def _make_engine(self) -> Engine:
        options: dict[str, Any] = {"isolation_level": "AUTOCOMMIT", "poolclass": NullPool}
        if not self.is_server:
            arguments = {"timeout": self._timeout, "check_same_thread": False}
            engine = create_engine(self.url, connect_args=arguments, paramstyle="named", **options)
            event.listen(engine, "connect", _durable if self._make else _unchanged)
            return engine
        limit = f"{self.url.query.get('options', '')} -c lock_timeout={int(self._timeout * 1000)}"
        try:
            return create_engine(self.url, connect_args={"connect_timeout": 10, "options": limit}, **options)
        except ImportError as error:
            raise MissingExtraError("psycopg", "postgres") from error


def _url(target: str | Path) -> URL:
    if isinstance(target, Path) or "://" not in target:
        return URL.create("sqlite", database=str(target))
    try:
        url = make_url(target)
    except (ArgumentError, ValueError) as error:
        msg = f"{without_logins(target)!r} is no database URL. Write sqlite:///path/to/file, or postgresql://user@host/database."
        raise TraceError(msg) from error
    backend = url.get_backend_name()
    if url.drivername not in _DRIVERS and backend not in ("postgresql", "postgres"):
        msg = f"The trace store knows no {url.drivername!r} databases. Use a file, sqlite:///… or postgresql://…"
        raise TraceError(msg)
    return url if backend == "sqlite" else url.set(drivername="postgresql+psycopg")


def _shown(url: URL) -> str:
    """A URL without a password, wherever it stands in it."""
    hidden = {name: "..." for name in url.query if "password" in name.casefold()}
    return url.update_query_dict(hidden).render_as_string(hide_password=True)


def _durable(connection: Any, _record: object) -> None:
    """What is committed is on the disk; readers and the writer don't wait for each other."""
    _run(connection, "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")
    connection.text_factory = _decoded


def _unchanged(connection: Any, _record: object) -> None:
    """As above, but for the mode that is written into the file."""
    _run(connection, "PRAGMA synchronous=FULL")
    connection.text_factory = _decoded


def _run(connection: Any, *statements: str) -> None:
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)
    cursor.close()


def _decoded(raw: bytes) -> str:
    """Nothing that was altered may keep a record from being read: `verify` finds what is replaced here."""
    return raw.decode("utf-8", "replace")


_FIXES: Final = (
    ("locked", "Another process holds it: end that process' transaction, or open the store with a longer timeout."),
    (
        "lock timeout",
        "Another process holds it: end that process' transaction, or open the store with a longer timeout.",
    ),
    ("full", "Free some space on its disk."),
    ("readonly", "Make the file and its folder writable for this user."),
    ("unable to open", "Make the file and its folder readable and writable for this user."),
    ("disk i/o", "Check its disk: space, quota and file size limits."),
    ("not a database", "It is no trace store: choose another file, or move this one away."),
    ("malformed", "The file is damaged: restore it from a backup, or move it away."),
    ("no such", "It is no trace store, or was altered: restore it from a backup, or choose another one."),
    ("connect", "Check that the server runs and that the URL is right."),
)


def absent(place: str) -> str:
    """Say that there is no store, where, and what to do."""
    return f"There is no trace store at {place}. Run a guard first, or name another one."


def unavailable(place: str, error: BaseException) -> str:
    """Say what is wrong with the store, where, and what to do."""
    reason = str(error).strip().split("\n")[0]
    fix = next((fix for sign, fix in _FIXES if sign in reason.lower()), "Check the database.")
    return f"The trace store {place} can't be used: {reason}. {fix}"
