"""Which run a guarded function belongs to at the moment it is called."""

from __future__ import annotations

import uuid
from contextvars import ContextVar

from mosaic_guard.errors import CoverageError
from mosaic_guard.locks import Lock
from mosaic_guard.trajectory import RunId, Trajectory

_CURRENT: ContextVar[Trajectory | None] = ContextVar("mosaic_trajectory", default=None)


class CurrentRun:
    """Finds the run of a call: the one its context started; one for all calls while nobody starts any.

    A thread or task that shares no context with the start of a run would else begin with a clean slate, where nothing
    untrusted was read yet.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._shared: Trajectory | None = None
        self._are_started = False

    def start(self, trajectory: Trajectory) -> None:
        """Make a run the current one of this context."""
        self._are_started = True
        _CURRENT.set(trajectory)

    def find(self, tool: str) -> Trajectory:
        """Give the run that a call of `tool` belongs to here.

        Raises:
            CoverageError: runs are started, but none in this context.
        """
        current = _CURRENT.get()
        if current is not None:
            return current
        if self._are_started:
            msg = (
                f"{tool} was called in a thread or task that does not share the context of any Guard.trajectory(), so "
                f"it belongs to no run. Name its run: guard.wrap({tool}, trajectory); or start the thread's work with "
                "contextvars.copy_context().run."
            )
            raise CoverageError(msg)
        with self._lock:
            if self._shared is None:
                self._shared = Trajectory(RunId(uuid.uuid4().hex))
            return self._shared
