"""A guard with a scripted policy and three tools, and runs of it."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from mosaic_guard import Guard, Label, Message, Origin, RunId, ToolCall, ToolSpec, TraceError, Trajectory
from mosaic_guard.config import Config, ToolRule
from mosaic_guard.testing import ScriptedPolicy, memory_guard

PAY = ToolRule(effect="write", reversible=False, external=True, decisive=("to", "amount"))
TABLE = {"look": ToolRule(effect="read", external=False), "pay": PAY, "wipe": PAY}
SCHEMA = {
    "type": "object",
    "properties": {"to": {"type": "string"}, "amount": {"type": "number"}, "memo": {"type": "string"}},
}
SPECS = [ToolSpec(name, f"{name.capitalize()} once.", SCHEMA) for name in TABLE]


@dataclass
class Scene:
    """A guard, its policy, and a clock that stands still."""

    labels: dict[str, Label] = field(default_factory=lambda: {"pay": Label.SENSITIVE, "wipe": Label.MALICIOUS})
    config: dict[str, Any] = field(default_factory=dict)
    arguments: dict[str, Any] = field(default_factory=dict)
    now: float = 1_000_000.0
    release: str = "first"
    """Of the policy: another one has another fingerprint."""
    policy: ScriptedPolicy = field(init=False)
    guard: Guard = field(init=False)

    def __post_init__(self) -> None:
        self.policy = ScriptedPolicy(
            script=lambda call: self.labels.get(call.name, Label.BENIGN), fingerprint=self.release
        )
        config = Config(**{"tools": TABLE, **self.config})
        self.guard = memory_guard(self.policy, config=config, **{"clock": lambda: self.now, **self.arguments})

    def renewed(self, **labels: Label) -> Scene:
        """The same record under the next release of the policy, as after a restart."""
        arguments = {**self.arguments, "store": self.guard.store}
        return Scene({**self.labels, **labels}, self.config, arguments, self.now, release="next")

    def run(self, thread: str = "thread", specs: Iterable[ToolSpec] = SPECS) -> Trajectory:
        """Start a run with a benign task."""
        trajectory = Trajectory(RunId(thread))
        trajectory.append(Message("user", "Please see to it.", Origin.USER))
        self.guard.check_tools(list(specs), trajectory)
        return trajectory


def call(id: str, name: str = "pay", **args: Any) -> ToolCall:
    """Make a call of one message each."""
    return ToolCall(id, name, {"to": "alice", "amount": 5, **args}, f"message-{id}")


def unreadable(*_: Any, **__: Any) -> Future[Any]:
    """Stand for the `events` of a store whose database is gone."""
    future: Future[Any] = Future()
    future.set_exception(TraceError("the database is gone"))
    return future
