"""The seats that policies, fact sources and floor sources fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from mosaic_guard.assessment import Assessment, Fact, Floor, Phase
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import ToolCall, ToolOutput, Trajectory


@dataclass(frozen=True, slots=True)
class Check:
    """One question to the guard: what is looked at, and everything a policy may look at to judge it."""

    phase: Phase
    trajectory: Trajectory
    specs: Mapping[str, ToolSpec] = field(default_factory=dict)
    calls: tuple[ToolCall, ...] = ()
    """Phase `call`: the whole parallel batch."""
    output: ToolOutput | None = None
    """Phase `output`."""
    text: str = ""
    """Phases `prompt` and `answer`."""
    spec: ToolSpec | None = None
    """Phase `tool`."""
    facts: tuple[Fact, ...] = ()
    """What the fact sources found; empty while they are asked."""

    @property
    def subjects(self) -> int:
        """How many decisions are due: one per call, else one."""
        return len(self.calls) if self.phase is Phase.CALL else 1


class Named(Protocol):
    """Has a name, and a fingerprint of its rules, weights and thresholds."""

    name: str
    fingerprint: str
    """Changes whenever its answers may."""


@runtime_checkable
class FactSource(Named, Protocol):
    """Delivers what is true, without judgement."""

    def facts(self, check: Check) -> Sequence[Fact]:
        """Return what it found; must not block and must not raise on any input."""


@runtime_checkable
class FloorSource(Named, Protocol):
    """Sets limits that no opinion loosens."""

    def floors(self, check: Check) -> Sequence[Sequence[Floor]]:
        """Return the floors of each subject, in order."""


@runtime_checkable
class Policy(Named, Protocol):
    """Has an opinion."""

    phases: frozenset[Phase]
    """Which checks it assesses; it is not asked at others."""
    blocking: bool
    """True: it waits for something (a model, a disk); the guard then runs it off the caller's thread or event loop."""

    def assess(self, check: Check) -> Sequence[Assessment]:
        """Return one assessment per subject, in order."""
