"""Turns what the policies said of a call into what happens now: budgets, answers, grants and earlier attempts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from mosaic_guard.approval import Answer
from mosaic_guard.assessment import Finding, Floor, Label
from mosaic_guard.canonical import abridged
from mosaic_guard.decision import Action, Decision
from mosaic_guard.engine.core import Core
from mosaic_guard.engine.keys import request_id
from mosaic_guard.engine.ledger import Ledger
from mosaic_guard.engine.records import UNANSWERED, UNHEARD, UNREAD
from mosaic_guard.engine.run import Run
from mosaic_guard.tool import Effect
from mosaic_guard.trajectory import JSON, ToolCall

STARTED: Final = "already_started"
FINISHED: Final = "already_finished"
RAN_BEFORE: Final = frozenset({STARTED, FINISHED})
"""The findings of a call that ran, or may have run, before."""

MAY_NOT_ANSWER: Final = "not one of the tool's approvers"
"""The message of an answer that was none: it came from somebody the table does not name."""

NOT_AN_OBJECT: Final = "<not an object>"
"""The one argument of a call whose arguments are something else."""


def settle(
    core: Core, run: Run, *, call: ToolCall, key: str, intent: str, judged: Decision, effect: Effect
) -> Decision:
    """Apply the ledger to a judged call; only a person's answer loosens anything, and never a final refusal."""
    floors = list(_floors(run, call, key, effect, judged))
    decision = _limited(judged, floors)
    if decision.action is Action.VERIFY:
        decision = _answered(core, run, key, intent, decision)
    if (run.unread or run.trajectory.unread) and judged.action is not Action.REFUSE:
        return decision
    return _ending(core, run, key, intent, decision)


def unanswered(core: Core, run: Run, *, key: str, intent: str, settled: Decision) -> Decision:
    """Refuse what waits for a person where nobody can be asked; whoever can be asked later still is."""
    refused = _refused(settled, Finding(UNANSWERED, "Nobody could be asked."))
    return _ending(core, run, key, intent, refused)


def _ending(core: Core, run: Run, key: str, intent: str, decision: Decision) -> Decision:
    if decision.action is not Action.REFUSE:
        return decision
    refusals = run.ledger.refusals[intent] + (not run.ledger.is_refused(key))
    return replace(decision, ends_run=refusals >= core.settings.refusals_per_intent)


def _limited(decision: Decision, floors: list[Floor]) -> Decision:
    for floor in floors:
        action = max(decision.action, Action.REFUSE if floor.action == "refuse" else Action.VERIFY)
        final = decision.final or floor.action == "refuse" or floor.lasting
        decision = replace(decision, action=action, findings=_adding(decision, floor.finding), final=final)
    return decision


def _adding(decision: Decision, finding: Finding) -> tuple[Finding, ...]:
    """A recalled decision holds what was added to it before."""
    return decision.findings if finding in decision.findings else (*decision.findings, finding)


def _floors(run: Run, call: ToolCall, key: str, effect: Effect, judged: Decision) -> Iterator[Floor]:
    ledger = run.ledger
    if run.unread:
        message = f"The record can't be read, so nobody knows what was decided, answered or run before: {run.unread}"
        yield Floor("refuse", Finding(UNREAD, message), source="store")
    if run.trajectory.unread:
        message = "The record could not be read when this run was taken up, so nobody knows which words are the user's."
        yield Floor("refuse", Finding(UNHEARD, message), source="store")
    if marker := abridged(call.args):
        message = f"The arguments are too large for a person to be shown in full: {marker}"
        yield Floor("refuse", Finding("too_large", message), source="call")
    elif NOT_AN_OBJECT in call.args:
        message = f"The arguments are no object: {call.args[NOT_AN_OBJECT]!r:.200}"
        yield Floor("refuse", Finding("malformed", message), source="call")
    tool = run.tools.decisions.get(call.name)
    if tool is not None and tool.action >= Action.VERIFY:
        finding = Finding("tool_" + str(tool.action), f"The declaration of {call.name!r} was not accepted.")
        yield Floor("refuse" if tool.action is Action.REFUSE else "verify", finding, source="tool")
    if effect.write and ledger.prompt is not Label.BENIGN:
        finding = Finding("sensitive_prompt", f"The request itself was labelled {ledger.prompt}.")
        yield Floor("refuse" if ledger.prompt is Label.MALICIOUS else "verify", finding, source="prompt")
    if judged.state != "ok" and effect.write and not effect.reversible:
        finding = Finding("degraded", f"The policy model is {judged.state}; this call can't be undone.")
        yield Floor("verify", finding, source="health")
    if not effect.repeatable and ledger.attempt(key):
        yield Floor("verify", _ran_before(ledger, key), source="ledger")


def _ran_before(ledger: Ledger, key: str) -> Finding:
    at = _moment(ledger.started[key][-1].time)
    finished = ledger.finished.get(key)
    if finished is None:
        return Finding(STARTED, f"It may already have run at {at}: it was started and its end is not known.")
    return Finding(FINISHED, f"It already ran at {at}, outcome: {finished.payload['outcome']}.")


def _moment(time: float) -> str:
    try:
        return datetime.fromtimestamp(time, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):  # a clock that jumped out of the calendar
        return f"second {time:g}"


def _answered(core: Core, run: Run, key: str, intent: str, decision: Decision) -> Decision:
    ledger, request = run.ledger, request_id(key, run.ledger.attempt(key))
    answer = ledger.answers.get(request)
    if answer is not None:
        if answer["decision"] == "approve" and not decision.final:
            return replace(decision, action=Action.ACT, approver=str(answer["approver"]))
        what = "changed it" if answer["decision"] == "edit" else f"said no: {answer.get('message', '')}"
        no = Finding("rejected", f"{answer['approver']} {what}")
        return replace(_refused(decision, no), answer=_said(answer))
    if intent in ledger.rejected:
        return _refused(decision, Finding("rejected", "A person already said no to the same in this run."))
    if request in ledger.asked:
        return decision
    finding = spent(core, run, decision)
    return decision if finding is None else _refused(decision, finding)


def _said(answer: Mapping[str, JSON]) -> Answer | None:
    """What a person said; nothing, where nobody who may say anything did."""
    if answer["decision"] not in ("reject", "respond") or answer.get("message") == MAY_NOT_ANSWER:
        return None
    return Answer(answer["decision"], str(answer["approver"]), str(answer.get("message", "")))


def spent(core: Core, run: Run, decision: Decision) -> Finding | None:
    """Say which budget of requests a further one would exceed, and what used it up."""
    ledger = run.ledger
    if ledger.asks >= core.settings.asks_per_run:
        asks = f"{ledger.asks} requests were already made in this run"
        return Finding("ask_budget", f"{asks}, most because of {_busiest(ledger)}.")
    for source in sources(run, decision):
        if ledger.asks_by_source[source] >= core.settings.asks_per_source:
            return Finding("ask_budget", f"{source} has caused too many requests already.")
    return None


def sources(run: Run, decision: Decision) -> list[str]:
    """Name everything that a decision's findings come from."""
    return sorted({name for f in decision.findings if (name := run.source(f.span))})


def _refused(decision: Decision, finding: Finding) -> Decision:
    return replace(decision, action=Action.REFUSE, findings=_adding(decision, finding))


def _busiest(ledger: Ledger) -> str:
    return next((source for source, _ in ledger.asks_by_source.most_common(1)), "the agent itself")
