"""A guard that only watches and fails: what it was asked about passes, and the failure is logged."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from mosaic_guard.assessment import Finding, Label, Phase
from mosaic_guard.decision import Action, Decision
from mosaic_guard.engine.calls import Checked
from mosaic_guard.engine.core import Core
from mosaic_guard.engine.steps import Steps
from mosaic_guard.trajectory import ToolCall

T = TypeVar("T")

_log = logging.getLogger(__name__)
_FAILED: Final = "a monitor failed; what it was asked about passes"


@contextmanager
def harmless(core: Core) -> Iterator[None]:
    """Let nothing that fails inside reach the agent of a monitor; a guard that enforces fails as ever."""
    try:
        yield
    except Exception:  # whatever it is, a monitor blocks nothing
        if core.settings.mode == "enforce":
            raise
        _log.exception(_FAILED)


def watched(core: Core, steps: Steps[T], otherwise: Callable[[], T]) -> Steps[T]:
    """Take the steps; where a monitor fails at them, give `otherwise`."""
    try:
        return (yield from steps)
    except Exception:  # as above
        if core.settings.mode == "enforce":
            raise
        _log.exception(_FAILED)
        return otherwise()


def passed(phase: Phase) -> Decision:
    """What a monitor decides that failed: enforced, nothing would have passed."""
    finding = Finding("check_failed", "The check itself failed.")
    return Decision(Action.ACT, Label.SENSITIVE, phase, (finding,), monitored=Action.REFUSE)


def unchecked(call: ToolCall) -> Checked:
    """A call that passes since its monitor failed; without a key, there is nothing to record its end under."""
    decision = passed(Phase.CALL)
    return Checked(call, "", "", "", decision, decision)
