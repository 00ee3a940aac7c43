"""The seats that policies, fact sources and floor sources fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
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


def seated(candidate: object) -> Policy:
    """Give the policy that this is; raises TypeError for what is none."""
    if not isinstance(candidate, Policy) or isinstance(candidate, type):
        msg = f"{candidate!r:.200} is no policy: it needs name, fingerprint, phases, blocking and assess()"
        raise TypeError(msg)
    texts: tuple[object, ...] = (candidate.name, candidate.fingerprint)
    if not all(isinstance(text, str) for text in texts):
        msg = f"{candidate!r:.200} needs a text as name and as fingerprint"
        raise TypeError(msg)
    phases: object = candidate.phases
    if not isinstance(phases, Set) or not set(phases) <= set(Phase):
        msg = f"{candidate.name} has phases {phases!r:.200}; give a set of Phase"
        raise TypeError(msg)
    return candidate
