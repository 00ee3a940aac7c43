"""The one thread that writes: it gathers what was handed over, and commits it in groups."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from mosaic_guard.errors import TraceError
from mosaic_guard.traces.database.connection import Database, StoreFailure
from mosaic_guard.traces.redaction.redactor import Redactor
from mosaic_guard.traces.rows.statements import Statements
from mosaic_guard.traces.writing.batch import Batch, Known
from mosaic_guard.traces.writing.jobs import Append, Claim, Job, Task
from mosaic_guard.traces.writing.lanes import Lanes
from mosaic_guard.traces.writing.outage import Outage
from mosaic_guard.traces.writing.wording import Texts, worded

_LONGEST_WAIT: Final = 0.05
"""Seconds that something nobody waits for may stay in memory."""
_LARGEST_BATCH: Final = 256


class Writer:
    """Commits jobs in order on its own thread, which starts with the first job and belongs to one process."""

    def __init__(self, database: Database, redactor: Redactor, key: bytes, *, backlog: int) -> None:
        self.pid = os.getpid()
        self.lanes = Lanes()
        self.outage = Outage(backlog)
        self._database = database
        self._key = key
        self._sql = Statements(database.dialect)
        self._redactor = redactor
        self._known = Known()
        self._changed = threading.Condition()
        self._jobs: list[Job] = []
        self._oldest = 0.0
        self._urgent = False
        self._closed = False
        self._thread: threading.Thread | None = None

    def submit(self, job: Job) -> None:
        """Take a job; it is done within a batch or 50 ms, or at once when somebody waits for its promise."""
        with self._changed:
            if self._closed:
                job.promise.fail(TraceError(f"The trace store {self._database.place} is closed."))
                return
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="mosaic-guard-traces", daemon=True)
                self._thread.start()
            self._jobs.append(job)
            if len(self._jobs) == 1:
                self._oldest = time.monotonic()
                self._changed.notify()
            elif len(self._jobs) == _LARGEST_BATCH:
                self._changed.notify()

    def hurry(self) -> None:
        """Commit what waits, now."""
        with self._changed:
            self._urgent = True
            self._changed.notify()

    def close(self) -> None:
        """Do what waits, then stop."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is None:
            self._database.close()
        elif self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        while self._wait():
            with self._changed:
                jobs, urgent = self._jobs, self._urgent
                self._jobs, self._urgent = [], False
            self._do(jobs, urgent=urgent)
        self._do([], urgent=True)
        self.outage.give_up()
        self._database.close()

    def _wait(self) -> bool:
        """Wait until there is something to do; False: never again."""
        with self._changed:
            while True:
                wait = self._patience()
                if wait is not None and wait <= 0:
                    return True
                if self._closed:
                    return False
                self._changed.wait(wait)

    def _patience(self) -> float | None:
        """Seconds until there is something to do."""
        if not self._jobs:
            return self.outage.wait if not self._closed else None
        if self._urgent or self._closed or len(self._jobs) >= _LARGEST_BATCH:
            return 0.0
        return self._oldest + _LONGEST_WAIT - time.monotonic()

    def _do(self, jobs: Sequence[Job], *, urgent: bool) -> None:
        """Do what was handed over, after what waits since an outage; once a batch fails, the rest is not tried."""
        if jobs and all(isinstance(job, Task) and not job.write for job in jobs):
            self._read(jobs)
            return
        error = None if urgent or not self.outage.wait else self.outage.error
        for some in _batches(jobs if error else [*self.outage.take(), *jobs]):
            try:
                if error is None:
                    error = self._write(some)
                else:
                    self._hold(some, error)
            except Exception as unforeseen:  # a log handler that raises, say: whoever waits must not wait for ever
                self.outage.forget(some, _unforeseen(unforeseen))

    def _write(self, jobs: Sequence[Job]) -> TraceError | None:
        """Commit the jobs in one transaction, or, where their content is at fault, each in its own.

        Gives the error where the database is at fault.
        """
        try:
            self._attempt(jobs)
        except Exception as error:  # every job gets its answer, and the thread lives on
            return self._second_attempt(jobs, error)
        return None

    def _second_attempt(self, jobs: Sequence[Job], first: Exception) -> TraceError | None:
        if not (isinstance(first, StoreFailure) and first.passing):
            return self._give_up(jobs, first)
        for job in jobs:
            if not isinstance(job, Task):
                job.again = True
        try:
            self._attempt(jobs)
        except Exception as error:  # as above
            return self._give_up(jobs, error)
        return None

    def _give_up(self, jobs: Sequence[Job], error: Exception) -> TraceError | None:
        known = error if isinstance(error, TraceError) else _unforeseen(error)
        if isinstance(error, StoreFailure) and not error.of_content:
            self.outage.begin(known)
            self._hold(jobs, known)
            return known
        if len(jobs) > 1:
            failures = [self._write([job]) for job in jobs]
            return next((failure for failure in failures if failure), None)
        if isinstance(jobs[0], Append):
            self.outage.lose(jobs[0], known)
        else:
            jobs[0].promise.fail(known)
        return None

    def _hold(self, jobs: Sequence[Job], error: TraceError) -> None:
        """Keep appends for later; claims fail now, and reads may still work."""
        self.outage.hold([job for job in jobs if isinstance(job, Append)], error)
        self._read([job for job in jobs if isinstance(job, Task) and not job.write])
        for job in jobs:
            if isinstance(job, Claim) or (isinstance(job, Task) and job.write):
                job.promise.fail(error)

    def _attempt(self, jobs: Sequence[Job]) -> None:
        texts = worded(jobs, self._redactor)
        with self._database.transaction(write=True) as connection:
            batch = Batch(connection, sql=self._sql, key=self._key, known=self._known)
            batch.lock(trace for job in jobs if not isinstance(job, Task) for trace in job.traces)
            results = [_apply(batch, connection, job, its) for job, its in zip(jobs, texts, strict=True)]
            batch.seal()
        batch.committed()
        self.outage.over()
        for job, result in zip(jobs, results, strict=True):
            job.promise.settle(result)

    def _read(self, tasks: Sequence[Any]) -> None:
        for task in tasks:
            try:
                with self._database.transaction(write=False) as connection:
                    result = task.work(connection)
            except Exception as error:  # handed to whoever waits for the promise
                task.promise.fail(error if isinstance(error, TraceError) else self._unreadable(error))
            else:
                task.promise.settle(result)

    def _unreadable(self, error: Exception) -> TraceError:
        msg = f"The trace store {self._database.place} can't be read: {type(error).__name__}: {error}."
        return TraceError(f"{msg} `mosaic-guard traces verify` names what was altered; restore it from a backup.")


def _batches(jobs: Sequence[Job]) -> Iterator[Sequence[Job]]:
    """Jobs that share a transaction; one that changes something by itself stands alone."""
    for alone, group in groupby(jobs, key=lambda job: isinstance(job, Task) and job.write):
        some = list(group)
        size = 1 if alone else _LARGEST_BATCH
        yield from (some[i : i + size] for i in range(0, len(some), size))


def _apply(batch: Batch, connection: Any, job: Job, texts: Texts) -> Any:
    if isinstance(job, Append):
        return batch.append(job, texts)
    if isinstance(job, Claim):
        return batch.claim(job, texts)
    batch.seal()
    return job.work(connection)


def _unforeseen(error: Exception) -> TraceError:
    return TraceError(f"This could not be recorded: {type(error).__name__}: {error}")
