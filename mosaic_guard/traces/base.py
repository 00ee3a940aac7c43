"""The seat of a trace store."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from concurrent.futures import Future
from typing import Protocol

from mosaic_guard.traces.events import Event, EventKind, StoredEvent
from mosaic_guard.trajectory import RunId, Trajectory


class TraceStore(Protocol):
    """The authority for decisions, grants and approvals; many threads and processes write to it at once.

    Writes return futures: the guard waits for those that must be durable before an effect, and never blocks an
    event loop. A write that can't be done sets a TraceError on the future.
    """

    key: bytes
    """Secret of this store: digests, placeholders and the chain are keyed with it."""

    def append(self, events: Sequence[Event], trajectory: Trajectory | None = None) -> Future[None]:
        """Write `events`, after those items of `trajectory` that are not stored yet; done when durable.

        Order of calls from one thread is kept. Callers that need no durability drop the future.
        """

    def claim(self, event: Event) -> Future[StoredEvent | None]:
        """Insert `event`, unique by (trace, kind, subject) among claims; give the earlier one instead if there is one.

        Done when durable. This is the one primitive behind at-most-once and single use.
        """

    def events(
        self, run: RunId, kinds: Sequence[EventKind] = (), *, since: int = 0, known: Container[str] = ()
    ) -> Future[list[StoredEvent]]:
        """Read the events of one trace in order, of the given kinds or all, from the one numbered `since` on.

        Those whose id is `known` may be left out, but not the last: it says how far the trace goes.
        """

    def relayed(self, run: RunId) -> Future[frozenset[str]]:
        """Name, by id, the human messages of one trace that were recorded as somebody else's words than the user's."""

    def traces(self) -> Iterator[str]:
        """Name the traces, oldest first."""

    def health(self) -> str:
        """Say `ok`, or what is wrong."""

    def flush(self) -> None:
        """Wait until everything handed over is durable."""

    def close(self) -> None:
        """Flush, then let go of the database."""
