"""What is handed to the writer, and the futures it answers with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from mosaic_guard.traces.events import StoredEvent
from mosaic_guard.traces.rows.serialise import Draft
from mosaic_guard.traces.writing.lanes import Lane
from mosaic_guard.trajectory import Item

T = TypeVar("T")


class Promise(Future[T]):
    """A future that hurries the writer as soon as somebody waits for it. What was handed over can't be cancelled."""

    def __init__(self, hurry: Callable[[], None]) -> None:
        super().__init__()
        self._hurry = hurry

    def result(self, timeout: float | None = None) -> T:
        """Wait for the result."""
        self.hurry()
        return super().result(timeout)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Wait for the exception, or None."""
        self.hurry()
        return super().exception(timeout)

    def add_done_callback(self, fn: Callable[[Future[T]], object]) -> None:
        """Call `fn` when done."""
        super().add_done_callback(fn)
        self.hurry()

    def cancel(self) -> bool:
        """Refuse: a record is not taken back."""
        return False

    def settle(self, value: T) -> None:
        """Set the result, unless an earlier failure was reported."""
        with suppress(InvalidStateError):
            self.set_result(value)

    def fail(self, error: BaseException) -> None:
        """Set the exception, unless one was set before."""
        with suppress(InvalidStateError):
            self.set_exception(error)

    def hurry(self) -> None:
        """Have it done now."""
        if not self.done():
            self._hurry()


@dataclass(slots=True, eq=False)
class Append:
    """Write these events, after these items of a trajectory."""

    promise: Promise[None]
    drafts: Sequence[Draft] = ()
    trace: str = ""
    """Of the items."""
    items: Sequence[Item] = ()
    start: int = 0
    """Index of the first of `items`."""
    lane: Lane = field(default_factory=Lane)
    parent: str = ""
    """The trace whose tool call started this one."""
    again: bool = False
    """An earlier attempt failed without a clear answer, so the events may be stored already."""

    @property
    def traces(self) -> set[str]:
        """The traces it writes to."""
        return {*(draft.trace for draft in self.drafts), *([self.trace] if self.items else [])}


@dataclass(slots=True, eq=False)
class Claim:
    """Write this event, unless its claim is taken."""

    draft: Draft
    promise: Promise[StoredEvent | None]
    again: bool = False

    @property
    def traces(self) -> set[str]:
        """The trace it writes to."""
        return {self.draft.trace}


@dataclass(slots=True, eq=False)
class Task(Generic[T]):
    """Do this in the writer's transaction, after what was handed over before."""

    work: Callable[[Connection], T]
    promise: Promise[T]
    write: bool = False
    """True: it changes something, and gets a transaction of its own."""


Job = Append | Claim | Task[Any]
