"""Test doubles: a policy and an approver that follow a script, a canary that must never run, a guard in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Final, Literal

from mosaic_guard.approval import Answer, ApprovalRequest
from mosaic_guard.assessment import Assessment, Finding, Label, Phase, Role
from mosaic_guard.guard import Guard
from mosaic_guard.policies.base import Check, Policy
from mosaic_guard.policies.self_protection import CANARY
from mosaic_guard.trajectory import ToolCall

if TYPE_CHECKING:
    from mosaic_guard.config import Config, ToolRule

_SCRIPTED: Final = object()


@dataclass(slots=True, kw_only=True, eq=False)
class ScriptedPolicy:
    """Labels as its script says, and keeps every check it was asked.

    Under the name of a built-in policy (`call`, `output`, `prompt`, `answer`) it takes that one's place.
    """

    script: Mapping[str, Label] | Callable[[ToolCall], Label] = field(default_factory=dict)
    """By tool name, or a function of the call. Other phases look up their own name: `prompt`, `answer`, …"""
    otherwise: Label = Label.BENIGN
    raises: Exception | None = None
    waits: threading.Event | None = None
    """Hangs until this is set."""
    returns: Any = _SCRIPTED
    """Answers this, whatever it is."""
    name: str = "call"
    fingerprint: str = "scripted"
    role: Role = Role.CALL
    phases: frozenset[Phase] = frozenset({Phase.CALL})
    blocking: bool = False
    state: str = "ok"
    checks: list[Check] = field(default_factory=list)
    """What it was asked, in order."""

    def assess(self, check: Check) -> Sequence[Assessment]:
        """Answer as scripted."""
        self.checks.append(check)
        if self.waits is not None:
            self.waits.wait()
        if self.raises is not None:
            raise self.raises
        if self.returns is not _SCRIPTED:
            return self.returns  # type: ignore[no-any-return]  # garbage on purpose
        return [self._assessment(self._label(call, check.phase)) for call in check.calls or (None,)]

    def asked_about(self, tool: str) -> int:
        """Count how often it was asked about calls of one tool."""
        return sum(call.name == tool for check in self.checks for call in check.calls)

    def _label(self, call: ToolCall | None, phase: Phase) -> Label:
        if isinstance(self.script, Mapping):
            return self.script.get(call.name if call else phase.value, self.otherwise)
        return self.script(call) if call else self.otherwise

    def _assessment(self, label: Label) -> Assessment:
        findings = () if label is Label.BENIGN else (Finding("scripted", f"The script says {label}."),)
        return Assessment(self.name, label, self.role, findings=findings)


@dataclass(slots=True, kw_only=True)
class ScriptedApprover:
    """Answers requests by tool name, and keeps what it was shown."""

    script: Mapping[str, Literal["approve", "reject"] | Answer | None] = field(default_factory=dict)
    otherwise: Literal["approve", "reject"] | Answer | None = None
    name: str = "tester"
    shown: list[ApprovalRequest] = field(default_factory=list)

    def ask(self, requests: Sequence[ApprovalRequest]) -> Sequence[Answer | None]:
        """Answer as scripted; None is no answer."""
        self.shown.extend(requests)
        return [self._answer(self.script.get(request.call.name, self.otherwise)) for request in requests]

    def _answer(self, said: str | Answer | None) -> Answer | None:
        if said is None or isinstance(said, Answer):
            return said
        return Answer("approve" if said == "approve" else "reject", self.name)


@dataclass(slots=True)
class Canary:
    """A tool that must never run: it counts whoever runs it. Under its own name, every guard refuses it."""

    name: str = CANARY
    runs: list[Mapping[str, Any]] = field(default_factory=list)
    """The arguments of every run."""

    def __call__(self, **args: Any) -> str:
        """Sing."""
        self.runs.append(args)
        return "the canary sang"

    @property
    def is_alive(self) -> bool:
        """Whether nobody ran it."""
        return not self.runs

    def guarding(self) -> ScriptedPolicy:
        """Make the policy that calls this tool malicious and every other benign."""
        return ScriptedPolicy(script={self.name: Label.MALICIOUS})


def memory_guard(
    *policies: Policy,
    tools: Mapping[str, ToolRule] | None = None,
    config: Config | None = None,
    **arguments: Any,
) -> Guard:
    """Make a guard that keeps its record in memory and loads no installed plugin; `arguments` as for `Guard`.

    `tools` is a short way to a configuration that has nothing but a tool table.
    """
    from mosaic_guard.config import Config, Plugins  # pulls YAML in; importing the doubles must not

    base = config or Config(tools=tools or {})
    disabled = (*base.plugins.disabled, *_installed())
    quiet = replace(base, plugins=Plugins(disabled=disabled))
    return Guard(quiet, policies=policies, **{"store": None, **arguments})


def _installed() -> Iterable[str]:
    return [entry.name for entry in entry_points(group="mosaic_guard")]


__all__ = ["Canary", "ScriptedApprover", "ScriptedPolicy", "memory_guard"]
