"""Runs a call at most once: decided, claimed, run, finished."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace

from mosaic_guard.approval import Approver
from mosaic_guard.assessment import Finding
from mosaic_guard.decision import Action, Decision
from mosaic_guard.engine.asking import ask, granted
from mosaic_guard.engine.calls import Checked, check_calls
from mosaic_guard.engine.core import Core
from mosaic_guard.engine.explain import model_text
from mosaic_guard.engine.keys import request_id
from mosaic_guard.engine.offload import Offload
from mosaic_guard.engine.run import Run
from mosaic_guard.engine.steps import Steps
from mosaic_guard.engine.steps import run as drive
from mosaic_guard.errors import TraceError
from mosaic_guard.tool import Effect
from mosaic_guard.traces.events import Event, EventKind, StoredEvent
from mosaic_guard.trajectory import JSON, ToolCall, Trajectory


@dataclass(frozen=True, slots=True)
class Entry:
    """Leave, or none, to run one call once."""

    checked: Checked
    began: float = 0.0

    @property
    def decision(self) -> Decision:
        """What was decided: the call may run only if this is `allowed`."""
        return self.checked.settled

    @property
    def call(self) -> ToolCall:
        """The call this is about."""
        return self.checked.call


def enter(
    core: Core, run: Run, call: ToolCall, *, approver: Approver | None, offload: Offload, attended: bool = True
) -> Steps[Entry]:
    """Decide, ask where somebody can answer at once, and claim the effect of what may run."""
    checked = (yield from granted(core, run, [call]))[0]
    if checked.settled.action is Action.VERIFY and approver is not None:
        checked = yield from ask(core, run, checked, approver=approver, offload=offload)
    if checked.settled.action is Action.VERIFY and not attended:
        checked = (yield from check_calls(core, run, [call], attended=False))[0]
    if checked.settled.allowed and not _effect(run, call).repeatable:
        checked = yield from _claim(core, run, checked, offload)
    return Entry(checked, core.clock())


def leave(core: Core, run: Run, entry: Entry, outcome: Mapping[str, JSON]) -> None:
    """Record how a call that was entered ended; of a read, only when it did not end well, or did again."""
    if not entry.checked.key:
        return  # a monitor failed to check it
    last = run.ledger.finished.get(entry.checked.key)
    was_well = last is None or last.payload.get("outcome") == "ok"
    if was_well and not _effect(run, entry.call).write and outcome.get("outcome") == "ok":
        return  # what it gave is recorded by the check of its output
    payload = {"tool": entry.call.name, "duration_ms": round((core.clock() - entry.began) * 1000, 3), **outcome}
    core.record(run, core.event(run, EventKind.FINISHED, entry.checked.key, payload))


def refused(core: Core, run: Run, checked: Checked, *, code: str, message: str) -> Checked:
    """Turn a call that can't go on into a refusal that says why."""
    settled = checked.settled
    finding = Finding(code, message)
    settled = replace(settled, action=Action.REFUSE, findings=(*settled.findings, finding))
    text = model_text(checked.call, run.tools.specs.get(checked.call.name), settled, run.source_name)
    return replace(checked, settled=core.enforced(replace(settled, model_text=text)))


def _claim(core: Core, run: Run, checked: Checked, offload: Offload) -> Steps[Checked]:
    event = _started(core, run, checked, run.ledger.starts(checked.key))
    stored = core.store.claim(event)
    try:
        first = yield from core.claimed(run, event, stored)
    except TraceError as error:
        return refused(core, run, checked, code="not_recorded", message=f"The start could not be recorded: {error}")
    except GeneratorExit:  # cancelled or interrupted, and what was handed over can't be taken back
        offload.submit(_give_up, core, run.trajectory, Entry(checked, event.time), event, stored)
        raise
    if first:
        return checked
    return refused(core, run, checked, code="already_started", message="Another process has started this very call.")


def _give_up(
    core: Core, trajectory: Trajectory, entry: Entry, event: Event, stored: Future[StoredEvent | None]
) -> None:
    """Record that a call was not run after all, if it was this one that had begun."""
    run = core.run_of(trajectory)
    if drive(core.claimed(run, event, stored)):
        leave(core, run, entry, {"outcome": "cancelled"})


def _started(core: Core, run: Run, checked: Checked, attempt: int) -> Event:
    payload = {"call_key": checked.key, "tool": checked.call.name, "args": checked.call.args, "attempt": attempt}
    return core.event(run, EventKind.STARTED, request_id(checked.key, attempt), payload)


def _effect(run: Run, call: ToolCall) -> Effect:
    spec = run.tools.specs.get(call.name)
    return spec.effect if spec else Effect()
