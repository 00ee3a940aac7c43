"""What waits, and what is said, while the database can't be written."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from typing import Final

from mosaic_guard.errors import TraceError
from mosaic_guard.traces.writing.jobs import Append, Job

_LOG: Final = logging.getLogger("mosaic_guard.traces")
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0


class Outage:
    """Keeps appends that failed, to write them later; beyond its limit the newest are lost, and it says how many.

    Filled and emptied by the writer's thread alone; any thread may ask for its state.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: list[Append] = []
        self.error: TraceError | None = None
        """Why the last attempt failed; None when it went well."""
        self._pause = _FIRST_PAUSE
        self._again_at = 0.0
        self._lost = 0

    @property
    def wait(self) -> float | None:
        """Seconds until the next attempt is due; None when nothing waits."""
        return max(0.0, self._again_at - time.monotonic()) if self._held else None

    def state(self) -> str:
        """Say `ok`, or what is wrong."""
        parts = [str(self.error)] if self.error else []
        if held := sum(len(job.drafts) for job in self._held):
            parts.append(f"Events waiting in memory: {held}.")
        if self._lost:
            parts.append(f"Events lost: {self._lost}.")
        return " ".join(parts) or "ok"

    def begin(self, error: TraceError) -> None:
        """An attempt failed; the first of a series is said aloud, and the pauses between them grow."""
        if self.error is None:
            _LOG.error("%s Until then, decisions are kept in memory only.", error)
        self.error = error
        self._again_at = time.monotonic() + self._pause
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)

    def hold(self, jobs: Iterable[Append], error: TraceError) -> None:
        """Keep these for later, as far as there is room."""
        room = self._limit - sum(len(job.drafts) for job in self._held)
        for job in jobs:
            job.again = True
            job.promise.fail(error)
            room -= len(job.drafts)
            if room >= 0:
                self._held.append(job)
            else:
                self.lose(job, error)

    def lose(self, job: Append, error: Exception) -> None:
        """Give one up, and say so."""
        job.promise.fail(error)
        job.lane.sent = min(job.lane.sent, job.start)
        self._lost += len(job.drafts)
        names = sorted({repr(draft.trace) for draft in job.drafts})
        _LOG.error("%d events of %s are lost: %s", len(job.drafts), ", ".join(names), error)

    def forget(self, jobs: Iterable[Job], error: Exception) -> None:
        """Give up those that have no result; only counted, since it may be the log that fails."""
        for job in jobs:
            job.promise.fail(error)
            if isinstance(job, Append) and job.promise.exception() is not None:
                job.lane.sent = min(job.lane.sent, job.start)
                self._lost += len(job.drafts)

    def take(self) -> list[Append]:
        """Hand out what waits, oldest first."""
        held, self._held = self._held, []
        return held

    def over(self) -> None:
        """The database was written again."""
        if self.error is not None:
            _LOG.warning("The trace store is written again; nothing waits in memory any more.")
        self.error, self._pause = None, _FIRST_PAUSE

    def give_up(self) -> None:
        """The store is closed: what still waits is lost."""
        for job in self.take():
            self.lose(job, self.error or TraceError("the store was closed"))
