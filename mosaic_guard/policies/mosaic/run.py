"""One run as the policy has seen it: its conversation, and how much of the trajectory is in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from mosaic_guard.locks import Lock
from mosaic_guard.policies.base import Check
from mosaic_guard.protocol.conversation import Conversation, new_delimiter
from mosaic_guard.protocol.entry import Entry, declaration, entries
from mosaic_guard.trajectory import Message, Origin, Trajectory


@dataclass(frozen=True, slots=True)
class Run:
    """Where a run stands; what is asked becomes part of it only with its reply."""

    conversation: Conversation = field(default_factory=lambda: Conversation(new_delimiter()))
    seen: int = 0
    """How many items of the trajectory are shown in it."""
    again: tuple[Entry, ...] = ()
    """What a new segment has to begin with."""
    declared: tuple[Entry, ...] = ()
    """Tools it was told of."""

    def ask(self, check: Check, question: Entry, *, masked: bool) -> Run:
        """Show what is new, and ask."""
        tools = tuple(declaration(check.specs[name]) for name in sorted(check.specs))
        new = tuple(tool for tool in tools if tool not in self.declared)
        conversation = self.conversation
        if not conversation.turns:  # tools known from the beginning stand where servers can keep them cached
            conversation, new = replace(conversation, tools=(*conversation.tools, *new)), ()
        told = () if self.seen or conversation.turns else tuple(_told(check.trajectory))
        items = tuple(check.trajectory.since(self.seen))
        shown = (*self.again, *new, *entries((*told, *items), masked=masked))
        return Run(conversation.ask(*shown, question), self.seen + len(items), (), (*self.declared, *new, *tools))

    def answered(self, reply: str) -> Run:
        """Keep the reply in the policy's own words."""
        return replace(self, conversation=self.conversation.answered(reply))

    def restarted(self) -> Run:
        """Begin a new segment, at the context limit."""
        conversation, again = self.conversation.restarted()
        return replace(self, conversation=conversation, again=again, declared=conversation.tools)


def _told(run: Trajectory) -> Iterator[Message]:
    """What the user said to those who called this run, the outermost first: nobody else's word is the user's."""
    if (caller := run.parent) is not None:
        yield from _told(caller)
        yield from (item for item in caller if isinstance(item, Message) and item.origin is Origin.USER)


class Runs:
    """Every run that is going on; forgotten with its trajectory."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._slots: WeakKeyDictionary[Trajectory, Slot] = WeakKeyDictionary()

    @contextmanager
    def of(self, trajectory: Trajectory) -> Iterator[Slot]:
        """Hold the run of a trajectory: the next question about it waits, so that it stays one sequence."""
        with self._lock:
            slot = self._slots.setdefault(trajectory, Slot())
        with slot.lock:
            yield slot


class Slot:
    """Holds the newest state of one run."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.run = Run()
