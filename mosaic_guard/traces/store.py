"""The trace store on SQLite or PostgreSQL."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable, Container, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from mosaic_guard.errors import TraceError
from mosaic_guard.traces.database.connection import Database
from mosaic_guard.traces.database.location import default_path
from mosaic_guard.traces.database.migrations import migrate, require
from mosaic_guard.traces.database.secret import mark_used
from mosaic_guard.traces.events import Event, EventKind, StoredEvent
from mosaic_guard.traces.redaction.redactor import Redactor
from mosaic_guard.traces.rows.queries import events_of, relayed_in, trace_names
from mosaic_guard.traces.rows.serialise import Draft
from mosaic_guard.traces.writing.jobs import Append, Claim, Promise, Task
from mosaic_guard.traces.writing.writer import Writer
from mosaic_guard.trajectory import RunId, Trajectory

__all__ = ["MemoryStore", "SqlStore", "default_path", "open_store"]

_T = TypeVar("_T")


def open_store(target: str | Path | None, *, make: bool = True) -> SqlStore:
    """Open the store in a file (a path), in a database (a URL), or in this process alone (None).

    With `make` off, one that is not there is an error, and nothing is made.

    Raises:
        TraceError: it can't be opened; the message says how to put it right.
    """
    return MemoryStore() if target is None else SqlStore(target, make=make)


class SqlStore:
    """Implements `TraceStore`: the docstrings there hold here.

    Safe with many threads, many processes, and forks.

    Args:
        target: a file, or a URL of SQLite or PostgreSQL.
        timeout: seconds to wait for another process' lock.
        backlog: so many events are kept in memory while the database can't be written.
        make: begin a store where there is none.
    """

    def __init__(self, target: str | Path, *, timeout: float = 5.0, backlog: int = 10_000, make: bool = True) -> None:
        self._database = Database(target, timeout=timeout, make=make)
        self._backlog = backlog
        self.key = self._database.key()
        try:
            (migrate if make else require)(self._database, self.key)
            if make and self._database.path is not None:
                mark_used(self._database.path)
        except BaseException:  # whatever it is, no connection stays behind
            self._database.close()
            raise
        self._redactor = Redactor(self.key)
        self._forking = threading.Lock()
        self._cell = [self._new_writer()]
        weakref.finalize(self, _finish, self._cell)

    @property
    def place(self) -> str:
        """Where the store is, without a password."""
        return self._database.place

    def append(self, events: Sequence[Event], trajectory: Trajectory | None = None) -> Future[None]:
        """Write events, after the items of `trajectory` that are not stored yet."""
        writer = self._writer()
        promise: Promise[None] = Promise(writer.hurry)
        try:
            job = Append(promise, [Draft.of(event, self._redactor) for event in events])
        except Exception as error:  # a payload is foreign data, and its own code may do anything
            promise.fail(_not_storable(error))
            return promise
        if trajectory is not None:
            job.trace = trajectory.id.trace
            job.parent = trajectory.parent.id.trace if trajectory.parent else ""
            job.lane, job.start, job.items = writer.lanes.take(trajectory)
        writer.submit(job)
        return promise

    def claim(self, event: Event) -> Future[StoredEvent | None]:
        """Insert `event` as the one of its trace, kind and subject, or give the earlier one."""
        writer = self._writer()
        promise: Promise[StoredEvent | None] = Promise(writer.hurry)
        try:
            job = Claim(Draft.of(event, self._redactor, is_claim=True), promise)
        except Exception as error:  # as above
            promise.fail(_not_storable(error))
            return promise
        writer.submit(job)
        return promise

    def events(
        self, run: RunId, kinds: Sequence[EventKind] = (), *, since: int = 0, known: Container[str] = ()
    ) -> Future[list[StoredEvent]]:
        """Read the events of one trace in order, as redacted when they were stored."""
        return self.read(lambda connection: events_of(connection, run.trace, kinds=kinds, since=since, known=known))

    def relayed(self, run: RunId) -> Future[frozenset[str]]:
        """Name the human messages of one trace that are not the user's words."""
        return self.read(lambda connection: relayed_in(connection, run.trace))

    def traces(self) -> Iterator[str]:
        """Name the traces, oldest first."""
        yield from self.read(trace_names).result()

    def read(self, work: Callable[[Connection], _T]) -> Future[_T]:
        """Run queries after what this thread handed over before; `rows.queries` has some."""
        return self._do(work, write=False)

    def change(self, work: Callable[[Connection], _T]) -> Future[_T]:
        """Run `work` in a write transaction of its own."""
        return self._do(work, write=True)

    def health(self) -> str:
        """Say `ok`, or what is wrong."""
        return self._writer().outage.state()

    def flush(self) -> None:
        """Wait until everything handed over is durable.

        Raises:
            TraceError: something could not be written; it is kept in memory and tried again.
        """
        self.change(lambda _: None).result()

    def close(self) -> None:
        """Flush, then let go of the database.

        Raises:
            TraceError: something could not be written, and is lost with this store.
        """
        _finish(self._cell)
        state = self._cell[0].outage.state()
        if state != "ok":
            raise TraceError(state)

    def _do(self, work: Callable[[Connection], _T], *, write: bool) -> Future[_T]:
        writer = self._writer()
        promise: Promise[_T] = Promise(writer.hurry)
        writer.submit(Task(work, promise, write=write))
        promise.hurry()
        return promise

    def _writer(self) -> Writer:
        writer = self._cell[0]
        return writer if writer.pid == os.getpid() else self._after_fork()

    def _new_writer(self) -> Writer:
        return Writer(self._database, self._redactor, self.key, backlog=self._backlog)

    def _after_fork(self) -> Writer:
        """Start afresh in a child: thread, connection and queue stayed behind in the parent."""
        with self._forking:
            if self._cell[0].pid != os.getpid():
                self._database.abandon()
                migrate(self._database, self.key)
                self._redactor = Redactor(self.key)  # another thread may have held the lock of the old one
                self._cell[0] = self._new_writer()
        return self._cell[0]


class MemoryStore(SqlStore):
    """Keeps everything in this process, with the same semantics; a fork starts with an empty one."""

    def __init__(self) -> None:
        super().__init__("sqlite://")


def _finish(cell: Sequence[Writer]) -> None:
    """Write what waits; after a fork, the parent does."""
    if cell[0].pid == os.getpid():
        cell[0].close()


def _not_storable(error: Exception) -> TraceError:
    if isinstance(error, TraceError):
        return error
    return TraceError(f"This event can't be stored: {type(error).__name__}: {error}")
