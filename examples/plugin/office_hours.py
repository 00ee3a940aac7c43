"""A mosaic-guard plugin: outside office hours, a person has to say yes to what can't be undone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from mosaic_guard import Assessment, Decision, Effect, Finding, Label, Phase, ToolSpec
from mosaic_guard.plugins import hookimpl
from mosaic_guard.policies.base import Check, Policy
from mosaic_guard.trajectory import ToolCall

_log = logging.getLogger(__name__)


def now() -> datetime:
    return datetime.now().astimezone()


class OfficeHours:
    """Calls what can't be undone sensitive, from Monday to Friday before nine and after five, and at weekends."""

    name = "office_hours"
    fingerprint = "9-17"
    phases = frozenset({Phase.CALL})
    blocking = False

    def __init__(self, clock: Callable[[], datetime] | None = None) -> None:
        self._clock = clock or now

    def assess(self, check: Check) -> Sequence[Assessment]:
        """Assess each call of the batch on its own."""
        return [self._one(call, check.specs.get(call.name)) for call in check.calls]

    def _one(self, call: ToolCall, spec: ToolSpec | None) -> Assessment:
        effect = spec.effect if spec else Effect()
        if not effect.write or effect.reversible or self._is_open():
            return Assessment(self.name, Label.BENIGN)
        finding = Finding("outside_office_hours", f"{call.name} can't be undone, and nobody is at work now.")
        return Assessment(self.name, Label.SENSITIVE, findings=(finding,))

    def _is_open(self) -> bool:
        time = self._clock()
        return time.weekday() < 5 and 9 <= time.hour < 17


@hookimpl
def mosaic_policies() -> Sequence[Policy]:
    """Ask this policy beside the built-in ones. It can make a decision stricter, never looser."""
    return [OfficeHours()]


@hookimpl
def mosaic_tool_effect(spec: ToolSpec) -> Effect | None:
    """Say what you know of a tool that its name does not tell."""
    return Effect(write=True, reversible=False, external=True) if spec.name == "get_nightly_report" else None


@hookimpl
def mosaic_decided(decision: Decision) -> None:
    """Tell a monitoring system of your own, here by the log."""
    _log.info("%s was decided to %s", decision.phase, decision.action)
