"""Decides calls: judge, settle with what the ledger knows, record."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mosaic_guard.assessment import ArgumentFact, Fact, Finding, Floor, Phase, SecretFact
from mosaic_guard.canonical import CYCLE, abridged, canonical_json, is_plain, plain
from mosaic_guard.decision import Action, Decision, resolve
from mosaic_guard.engine.cascade import Judgement
from mosaic_guard.engine.core import Core
from mosaic_guard.engine.explain import model_text, person_text, with_findings
from mosaic_guard.engine.keys import call_key, intent_and_values
from mosaic_guard.engine.ledger import RecordedDecision
from mosaic_guard.engine.records import counts, decided, of_call, recalled
from mosaic_guard.engine.run import Run
from mosaic_guard.engine.settle import NOT_AN_OBJECT, settle, unanswered
from mosaic_guard.engine.steps import Steps
from mosaic_guard.errors import TraceError
from mosaic_guard.policies.base import Check
from mosaic_guard.subjects import call as checked_call
from mosaic_guard.tool import Effect
from mosaic_guard.traces.events import Event, EventKind
from mosaic_guard.trajectory import ToolCall


@dataclass(frozen=True, slots=True)
class Checked:
    """One call with its key, what the policies said of it, and what came of it."""

    call: ToolCall
    key: str
    intent: str
    """What it would do to whom; what was said no to is known again by it."""
    values: str
    """The same in the exact spelling; a grant holds for nothing else."""
    judged: Decision
    settled: Decision


def check_calls(core: Core, run: Run, calls: Sequence[ToolCall], *, attended: bool = True) -> Steps[list[Checked]]:
    """Decide a whole parallel batch; a call that was decided before keeps its decision, or gets a stricter one.

    Where it is not `attended`, nobody can be asked: what waits for a person is refused.
    """
    began = time.perf_counter()
    calls = [well_formed(call) for call in calls]
    yield from core.catch_up(run)
    secret, here = core.store.key, run.trajectory.id
    keys = [call_key(secret, here, call) for call in calls]
    recorded = [run.ledger.decisions.get(key) for key in keys]
    stale = [i for i, r in enumerate(recorded) if r is None or r.fingerprint != core.fingerprint]
    judgements: dict[int, Judgement] = {}
    if stale:
        check = _call_check(run, [calls[i] for i in stale])
        judged = yield from core.cascade.judge(check)
        known = judged[0].facts
        judgements = dict(zip(stale, _apart(judged, check.calls), strict=True))

    checked: list[Checked] = []
    events: list[Event] = []
    for i, (call, key) in enumerate(zip(calls, keys, strict=True)):
        judgement = judgements.get(i)
        one = _one(core, run, call, key, recorded[i], judgement, attended=attended)
        checked.append(one)
        if judgement is not None or _newly_refused(run, recorded[i], one):
            latency = (time.perf_counter() - began) * 1000 / len(calls)
            events.append(_event(core, run, one, judgement, latency))
    if events:
        checked = yield from _recorded(core, run, checked, events)
    if judgements:
        core.try_out(run, check, known, [keys[i] for i in stale])
    if core.is_observed:
        for one in checked:
            core.observe(one.settled, _call_check(run, [one.call]))
    if core.settings.mode == "enforce":
        return checked
    return [replace(one, settled=core.enforced(one.settled)) for one in checked]


def _apart(judgements: Sequence[Judgement], calls: Sequence[ToolCall]) -> Iterator[Judgement]:
    """Leave to each call the facts that are about it, or about none: a record of each would hold those of all."""
    about = defaultdict[str, list[Fact]](list)
    for fact in judgements[0].facts:
        about[fact.call_id if isinstance(fact, (ArgumentFact, SecretFact)) else ""].append(fact)
    for judgement, call in zip(judgements, calls, strict=True):
        yield replace(judgement, facts=(*about[""], *(about[call.id] if call.id else ())))


def refuse(core: Core, run: Run, call: ToolCall, *, finding: Finding, model_text: str) -> Steps[Checked]:
    """Refuse a call for what its caller alone can see: nobody else is asked, and it is recorded like any refusal."""
    yield from core.catch_up(run)
    call = well_formed(call)
    key = call_key(core.store.key, run.trajectory.id, call)
    judgement = Judgement((Floor("refuse", finding, source="caller"),), (), ())
    one = _one(core, run, call, key, run.ledger.decisions.get(key), judgement, attended=True)
    one = replace(one, settled=replace(one.settled, model_text=model_text))
    [one] = yield from _recorded(core, run, [one], [_event(core, run, one, judgement, 0.0)])
    core.observe(one.settled, _call_check(run, [call]))
    return replace(one, settled=core.enforced(one.settled))


def well_formed(call: ToolCall) -> ToolCall:
    """Arguments that are no object are put into one that no call passes with; those without an end are spelled."""
    if type(checked_call(call).args) is dict and is_plain(call.args):
        return call
    spelled = plain(call.args)
    if not isinstance(call.args, Mapping) or not isinstance(spelled, dict):
        return replace(call, args={NOT_AN_OBJECT: spelled})
    is_endless = abridged(spelled) or f'"{CYCLE}"' in canonical_json(spelled)
    return replace(call, args=spelled) if is_endless else call


def _call_check(run: Run, calls: Sequence[ToolCall]) -> Check:
    return Check(Phase.CALL, run.trajectory, specs=run.tools.specs, calls=tuple(calls), facts=run.injections)


def _one(
    core: Core,
    run: Run,
    call: ToolCall,
    key: str,
    recorded: RecordedDecision | None,
    judgement: Judgement | None,
    *,
    attended: bool,
) -> Checked:
    spec = run.tools.specs.get(call.name)
    effect = spec.effect if spec else Effect()
    facts = judgement.facts if judgement else ()
    if judgement is not None:
        judged = _resolved(core, judgement, recorded, effect)
        decisive = _decisive(facts, call)
        intent, values = intent_and_values(core.store.key, call, decisive)
    else:
        assert recorded is not None, "what is not judged now was judged before"
        judged = recalled(recorded.payload, Phase.CALL)
        intent, values = str(recorded.payload["intent"]), str(recorded.payload.get("values", ""))
    settled = settle(core, run, call=call, key=key, intent=intent, judged=judged, effect=effect)
    if settled.allowed:
        return Checked(call, key, intent, values, judged, settled)
    if judgement is not None or not judged.person_text:
        shown = person_text(call, effect, settled, facts=facts, name_of=run.source_name)
    else:
        shown = with_findings(judged.person_text, [f for f in settled.findings if f not in judged.findings])
    if settled.action is Action.VERIFY and not attended and core.settings.mode == "enforce":
        settled = unanswered(core, run, key=key, intent=intent, settled=settled)
    settled = replace(settled, person_text=shown, model_text=model_text(call, spec, settled, run.source_name))
    return Checked(call, key, intent, values, judged, settled)


def _resolved(core: Core, judgement: Judgement, recorded: RecordedDecision | None, effect: Effect) -> Decision:
    return resolve(
        Phase.CALL,
        floors=(*judgement.floors, *_earlier(recorded)),
        assessments=judgement.assessments,
        effect=effect,
        on_failure=core.settings.on_error,
        state=judgement.state,
    )


def _decisive(facts: Sequence[Fact], call: ToolCall) -> list[str]:
    return [f.path for f in facts if isinstance(f, ArgumentFact) and f.call_id == call.id and f.decisive]


def _earlier(recorded: RecordedDecision | None) -> tuple[Floor, ...]:
    """A decision made under another policy still holds where it was stricter."""
    if recorded is None or recorded.action < Action.VERIFY:
        return ()
    finding = Finding("earlier_verdict", "This call was held back before, under an earlier policy.")
    return (Floor("refuse" if recorded.action is Action.REFUSE else "verify", finding, source="ledger"),)


def _newly_refused(run: Run, recorded: RecordedDecision | None, one: Checked) -> bool:
    if recorded is None or one.settled.action is not Action.REFUSE:
        return False
    return recorded.payload["settled"] != "refuse" or not (run.unread or counts(recorded.payload))


def _event(core: Core, run: Run, one: Checked, judgement: Judgement | None, latency: float) -> Event:
    trajectory = run.trajectory
    payload = decided(
        one.judged,
        settled=one.settled,
        facts=judgement.facts if judgement else (),
        fingerprints=core.fingerprints(run),
        mode=core.settings.mode,
        latency_ms=latency,
        checkpoint=trajectory.checkpoint,
        requester=trajectory.requester,
    )
    spec = run.tools.specs.get(one.call.name)
    payload |= of_call(one.call, spec, settled=one.settled, intent=one.intent, values=one.values)
    return core.event(run, EventKind.DECIDED, one.key, payload)


def _recorded(core: Core, run: Run, checked: list[Checked], events: list[Event]) -> Steps[list[Checked]]:
    """Store the decisions; wait where the answer leaves this process, so that it survives a crash."""
    future = core.record(run, *events)
    if all(one.settled.allowed for one in checked):
        return checked
    try:
        yield future
    except TraceError:
        return [_unrecorded(one) if one.settled.action is Action.VERIFY else one for one in checked]
    return checked


def _unrecorded(one: Checked) -> Checked:
    finding = Finding("not_recorded", "The decision could not be recorded, so nobody may be asked about it.")
    settled = replace(one.settled, action=Action.REFUSE, findings=(*one.settled.findings, finding), final=True)
    return replace(one, settled=settled)
