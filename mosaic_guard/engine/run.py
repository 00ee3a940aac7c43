"""What the guard knows of one trajectory while it runs."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from mosaic_guard.assessment import Fact, InjectionFact, Span
from mosaic_guard.decision import Decision
from mosaic_guard.engine.ledger import Ledger
from mosaic_guard.locks import Lock
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import Message, ToolCall, Trajectory

_MOST_INJECTIONS: Final = 200
"""So many are kept, the newest: a run that reads nothing but attacks must not grow without end."""


@dataclass(frozen=True, slots=True)
class Toolset:
    """The tools in force: their bound declarations, and what was decided about each."""

    declared: tuple[ToolSpec, ...] = ()
    """As the framework gave them."""
    specs: Mapping[str, ToolSpec] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    fingerprint: str = ""


class Run:
    """One trajectory's ledger, tools, and the injections found in its outputs."""

    def __init__(self, trajectory: Trajectory) -> None:
        self._trajectory = weakref.ref(trajectory)  # or neither would ever be let go of: runs are kept by trajectory
        self.ledger = Ledger()
        self.tools = Toolset()
        self.lock = Lock()
        self.loaded = False
        """Whether the ledger holds what the store has of this trace."""
        self.unread = ""
        """Why the store could not be read, where it could not."""
        self.injections: tuple[InjectionFact, ...] = ()
        self._calls: dict[str, ToolCall] = {}
        self._seen = 0

    @property
    def trajectory(self) -> Trajectory:
        """What happened so far; whoever asks about a run holds it."""
        trajectory = self._trajectory()
        assert trajectory is not None, "a run is only asked about while its trajectory is there"
        return trajectory

    def remember(self, facts: Iterable[Fact]) -> None:
        """Keep the injections found in an output, for the calls and the answer that may follow from it."""
        found = tuple(f for f in facts if isinstance(f, InjectionFact))
        if found:
            with self.lock:
                self.injections = (*self.injections, *found)[-_MOST_INJECTIONS:]

    def source_name(self, call_id: str) -> str:
        """Name an earlier call of a known tool, for texts that say where a value came from."""
        self._catch_up()
        call = self._calls.get(call_id)
        return f"the output of {call.name}" if call is not None and call.name in self.tools.specs else "a tool output"

    def source(self, span: Span | None) -> str:
        """Name what a finding came from, the same for every time the same thing is read; empty when it has none."""
        if span is None:
            return ""
        self._catch_up()
        call = self._calls.get(span.source.removeprefix("call:"))
        return f"{call.name}({sorted(call.args.items())!r:.200})" if call else span.source

    def _catch_up(self) -> None:
        with self.lock:
            for item in self.trajectory.since(self._seen):
                self._seen += 1
                if isinstance(item, Message):
                    self._calls.update({call.id: call for call in item.calls})
