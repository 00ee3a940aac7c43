"""The guards under test: the whole one, its parts apart, and two that mark the ends of the scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from mosaic_guard.assessment import ArgumentFact, Assessment, Finding, Label, Phase, Role
from mosaic_guard.config import Config
from mosaic_guard.guard import Guard
from mosaic_guard.policies.base import Check, Policy
from mosaic_guard.testing import ScriptedPolicy, memory_guard
from mosaic_guard.tool import Effect


@dataclass(slots=True)
class AskAboutUnexplained:
    """Provenance alone: asks about every call that acts on a value which nobody who is trusted gave."""

    name: str = "call"
    fingerprint: str = "provenance alone"
    phases: frozenset[Phase] = frozenset({Phase.CALL})
    blocking: bool = False

    def assess(self, check: Check) -> Sequence[Assessment]:
        """Assess each call by its decisive arguments."""
        unexplained = {f.call_id for f in check.facts if isinstance(f, ArgumentFact) and f.decisive and not f.explained}
        specs = (check.specs.get(call.name) for call in check.calls)
        effects = (spec.effect if spec else Effect() for spec in specs)
        asks = [(e.write or e.external) and c.id in unexplained for c, e in zip(check.calls, effects, strict=True)]
        return [_assessment(Label.SENSITIVE if ask else Label.BENIGN) for ask in asks]


def _assessment(label: Label) -> Assessment:
    findings = (Finding("unexplained_argument", "Nobody who is trusted gave a decisive argument."),)
    return Assessment("call", label, Role.CALL, findings=findings if label is Label.SENSITIVE else ())


def _passing(name: str, *phases: Phase) -> Policy:
    return ScriptedPolicy(name=name, phases=frozenset(phases), role=Role.TIGHTEN)


def _uncut() -> Policy:
    return _passing("output", Phase.OUTPUT, Phase.TOOL)


def _calls_pass() -> Policy:
    return ScriptedPolicy()


ABLATIONS: Final[Mapping[str, Callable[[], tuple[Policy, ...]]]] = MappingProxyType(
    {
        "all": lambda: (),
        "detector": lambda: (_calls_pass(),),
        "provenance": lambda: (AskAboutUnexplained(), _uncut()),
        "conditioned": lambda: (_uncut(),),
        "none": lambda: (_calls_pass(), _uncut(), _passing("prompt", Phase.PROMPT), _passing("answer", Phase.ANSWER)),
        "refuse-all": lambda: (ScriptedPolicy(otherwise=Label.MALICIOUS),),
    }
)
"""What each puts in the place of a part of the guard; `conditioned` leaves its call policy alone."""


def guard_for(ablation: str = "all", config: Config | None = None) -> Guard:
    """Make the guard of an ablation; it records in memory and loads no installed plugin."""
    return memory_guard(*ABLATIONS[ablation](), config=config)
