"""One text or declaration judged: its decision, and the record of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mosaic_guard.assessment import Finding, Floor, Label
from mosaic_guard.canonical import keyed_digest
from mosaic_guard.decision import Action, Decision, resolve
from mosaic_guard.engine.cascade import Judgement
from mosaic_guard.engine.core import Core
from mosaic_guard.engine.records import decided
from mosaic_guard.engine.run import Run
from mosaic_guard.engine.steps import Steps
from mosaic_guard.policies.base import Check
from mosaic_guard.traces.encoding import to_json
from mosaic_guard.traces.events import EventKind

_TURNED_OFF: Final = Finding("turned_off", "The configuration turns this check off.")


def judged(core: Core, check: Check, limits: Sequence[Floor] = ()) -> Steps[tuple[Judgement, Decision]]:
    """Ask everybody; `limits` bind beside what they say."""
    if check.phase in core.settings.skipped:
        return Judgement((), (), ()), Decision(Action.ACT, Label.BENIGN, check.phase, (_TURNED_OFF,))
    judgement = (yield from core.cascade.judge(check))[0]
    decision = resolve(
        check.phase, floors=(*judgement.floors, *limits), assessments=judgement.assessments, state=judgement.state
    )
    return judgement, decision


def decide(core: Core, run: Run, check: Check, subject: object) -> Steps[Decision]:
    """Judge, record, and give the decision as the mode has it."""
    judgement, decision = yield from judged(core, check)
    record(core, run, check, judgement=judgement, decision=decision, subject=subject)
    return core.enforced(decision)


def record(core: Core, run: Run, check: Check, *, judgement: Judgement, decision: Decision, subject: object) -> None:
    """Record a decision and hand it to whoever watches; `subject` tells this check from others of its phase."""
    trajectory = check.trajectory
    payload = decided(
        decision,
        settled=decision,
        facts=judgement.facts,
        fingerprints=core.fingerprints(run),
        mode=core.settings.mode,
        latency_ms=sum(a.cost_ms for a in judgement.assessments),
        checkpoint=trajectory.checkpoint,
        requester=trajectory.requester,
    )
    if check.spec is not None:
        payload["spec"] = to_json(check.spec)
    if check.output is not None:
        payload |= {"call_id": check.output.call_id, "tool": check.output.name}
    key = keyed_digest(core.store.key, [trajectory.id.trace, str(check.phase), subject])
    core.record(run, core.event(run, EventKind.DECIDED, key, payload))
    core.try_out(run, check, judgement.facts, [key])
    core.observe(decision, check)
