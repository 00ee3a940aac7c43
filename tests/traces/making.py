"""Events and trajectories, made short."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Sequence

from mosaic_guard.traces.events import Event, EventKind
from mosaic_guard.trajectory import JSON, Item, Message, Origin, RunId, ToolCall, ToolOutput, Trajectory

RUN = RunId("thread-1")
SECONDS = 20.0
"""How long a test waits for what should come at once."""

_clock = itertools.count(1_700_000_000)


def event(kind: str = "decided", subject: str = "s", run: RunId = RUN, **payload: JSON) -> Event:
    return Event(uuid.uuid4().hex, EventKind(kind), run, float(next(_clock)), subject, payload)


def said(text: str, role: str = "user") -> Message:
    return Message(role, text, Origin.USER if role == "user" else Origin.MODEL)  # type: ignore[arg-type]


def output(text: str, call_id: str = "c1") -> ToolOutput:
    return ToolOutput(call_id, "read", text)


def calling(name: str, call_id: str = "c1", **args: JSON) -> Message:
    return Message("assistant", "", Origin.MODEL, "m1", (ToolCall(call_id, name, args, "m1"),))


def trajectory(*items: Item, run: RunId = RUN, parent: Trajectory | None = None) -> Trajectory:
    return Trajectory(run, items, parent=parent)


def texts(items: Sequence[Item]) -> list[str]:
    return [str(item.text if isinstance(item, Message) else item.content) for item in items]
