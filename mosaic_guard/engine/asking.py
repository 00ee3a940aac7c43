"""Requests to a person, their answers and grants; each bound to the exact call that was shown."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from mosaic_guard.approval import Answer, ApprovalRequest, Approver, GrantTerms, Place, Recall
from mosaic_guard.canonical import keyed_digest
from mosaic_guard.decision import Action
from mosaic_guard.engine.calls import Checked, check_calls, well_formed
from mosaic_guard.engine.core import Core
from mosaic_guard.engine.keys import call_key, is_request_about, request_id
from mosaic_guard.engine.ledger import Grant
from mosaic_guard.engine.offload import Offload
from mosaic_guard.engine.run import Run
from mosaic_guard.engine.settle import MAY_NOT_ANSWER, sources, spent
from mosaic_guard.engine.steps import Steps
from mosaic_guard.errors import TraceError
from mosaic_guard.traces.events import Event, EventKind
from mosaic_guard.trajectory import JSON, ToolCall

_log = logging.getLogger(__name__)


def requests_of(
    core: Core, run: Run, calls: Sequence[ToolCall], *, place: Place | None
) -> Steps[list[ApprovalRequest]]:
    """Make the requests for those calls that no grant answers."""
    return (yield from requests(core, run, (yield from granted(core, run, calls)), place=place))


def requests(
    core: Core, run: Run, checked: Sequence[Checked], *, place: Place | None = None
) -> Steps[list[ApprovalRequest]]:
    """Make, and record, the requests for those calls that wait for a person, as far as the budget goes."""
    waiting = [one for one in checked if one.settled.action is Action.VERIFY]
    made: dict[str, tuple[Checked, ApprovalRequest]] = {}
    stored = []
    with run.lock:  # what is asked side by side draws on one budget
        for one in waiting:
            request = _request(core, run, one)
            lead = next(iter(made), request.id)
            if request.id not in run.ledger.asked:
                if spent(core, run, one.settled) is not None:
                    continue  # the next check refuses it
                stored.append(core.record(run, _asked(core, run, one, request, place, lead)))
            made[request.id] = one, request
        if place is not None and run.ledger.rounds.get(place, []) != list(made):  # asked before, otherwise or elsewhere
            again = [_asked(core, run, *each, place, next(iter(made))) for each in made.values()]
            stored.append(core.record(run, *again))
    for future in stored:  # noqa: UP028  # a list can not be sent results, as a driver does
        yield future
    return [request for _, request in made.values()]


def recall(core: Core, run: Run, calls: Sequence[ToolCall], *, place: Place) -> Steps[Recall]:
    """Say what was asked at this place before the step was begun anew."""
    yield from core.catch_up(run)
    ledger = run.ledger
    known = {call_key(core.store.key, run.trajectory.id, call): call for call in map(well_formed, calls)}
    asked = tuple(_as_asked(core, run, known, id) for id in ledger.rounds.get(place, ()))
    is_known = any(key in ledger.decisions for key in known) or any(p.step == place.step for p in ledger.rounds)
    return Recall(asked, is_known)


def _as_asked(core: Core, run: Run, calls: Mapping[str, ToolCall], id: str) -> ApprovalRequest | None:
    call = next((call for key, call in calls.items() if is_request_about(key, id)), None)
    if call is None:
        return None
    was = run.ledger.asked[id]
    return ApprovalRequest(id, call, str(was["shown"]), str(was["digest"]), core.settings.approvers(call.name))


def _asked(
    core: Core, run: Run, one: Checked, request: ApprovalRequest, place: Place | None = None, lead: str = ""
) -> Event:
    payload: dict[str, JSON] = {
        "request_id": request.id,
        "digest": request.digest,
        "shown": request.shown,
        "tool": one.call.name,
        "call_id": one.call.id,
        "sources": sources(run, one.settled),
    }
    if place is not None:
        payload |= {"step": place.step, "index": place.index, "round": lead}
    return core.event(run, EventKind.ASKED, request.id, payload)


def answer(core: Core, run: Run, one: Checked, *, request: ApprovalRequest, said: Answer | None) -> Steps[None]:
    """Record an answer about this very call: the first one counts, and only from somebody who may give it."""
    if not is_request_about(one.key, request.id):
        return
    approvers = core.settings.approvers(one.call.name)
    payload: dict[str, JSON] = {"request_id": request.id, "intent": one.intent, "digest": request.digest}
    if said is None or not _is_sound(said):
        payload |= {"decision": "timeout", "approver": ""}
    elif approvers and said.approver not in approvers:
        payload |= {"decision": "reject", "approver": said.approver, "message": MAY_NOT_ANSWER}
    else:
        payload |= {"decision": said.decision, "approver": said.approver, "message": said.message}
        if said.edited is not None:
            payload |= {"edited_args": dict(said.edited)}
        if said.grant is not None:
            payload |= {"grant": _limited(said.grant, core.settings.max_grant), "values": one.values}
            payload |= {"fingerprint": _grant_fingerprint(core, run)}
    yield from _claim_answer(core, run, request.id, payload)


def granted(core: Core, run: Run, calls: Sequence[ToolCall]) -> Steps[list[Checked]]:
    """Decide calls, and let grants answer for the person where they can."""
    checked = yield from check_calls(core, run, calls)
    used = False
    for one in checked:
        if one.settled.action is Action.VERIFY:
            used = (yield from _use_grant(core, run, one)) or used
    return (yield from check_calls(core, run, calls)) if used else checked


def unattended(core: Core, run: Run, calls: Sequence[ToolCall]) -> Steps[list[Checked]]:
    """Decide calls where nobody can be asked: what no grant answers is refused."""
    checked = yield from granted(core, run, calls)
    if all(one.settled.action is not Action.VERIFY for one in checked):
        return checked
    return (yield from check_calls(core, run, calls, attended=False))


def _use_grant(core: Core, run: Run, one: Checked) -> Steps[bool]:
    """Let a grant answer for the person, if one covers exactly these values; each use is claimed once."""
    if one.settled.final or one.settled.label == "malicious" or run.ledger.attempt(one.key):
        return False
    for grant in list(run.ledger.grants.values()):
        if not _covers(core, run, grant, one):
            continue
        for use in range(run.ledger.grant_uses[grant.id], grant.uses):
            payload: dict[str, JSON] = {
                "request_id": request_id(one.key, 0),
                "decision": "approve",
                "approver": grant.approver,
                "intent": one.intent,
                "used_grant": grant.id,
            }
            if (yield from _claim_answer(core, run, f"grant:{grant.id}:{use}", payload)):
                return True
    return False


def ask(core: Core, run: Run, one: Checked, *, approver: Approver, offload: Offload) -> Steps[Checked]:
    """Put one call before an approver, and settle it again with the answer."""
    try:
        made = yield from requests(core, run, [one])
    except TraceError:  # what can't be recorded is not asked
        return one
    for request in made:
        said = yield from _said(request, approver, offload)
        yield from answer(core, run, one, request=request, said=said)
    return (yield from check_calls(core, run, [one.call]))[0]


def _said(request: ApprovalRequest, approver: Approver, offload: Offload) -> Steps[Answer | None]:
    """What an approver says; one that fails, hangs or talks nonsense has not said yes."""
    try:
        said = yield offload.submit(approver.ask, [request])
    except Exception as error:  # its own code may do anything; asked for a yes, it gave none
        _log.error("approver failed tool=%s error=%s", request.call.name, type(error).__name__, exc_info=error)
        return None
    first = said[0] if isinstance(said, Sequence) and said else None
    return first if isinstance(first, Answer) else None


def _is_sound(said: Answer) -> bool:
    """Whether what it grants can be counted, what it edits has names, and whoever says it has one."""
    terms: object = said.grant
    edited: object = said.edited
    counts = (terms.minutes, terms.uses) if isinstance(terms, GrantTerms) else () if terms is None else (None,)
    can_be_counted = all(isinstance(count, (int, float)) and count >= 0 for count in counts)  # so it is no NaN
    return isinstance(said.approver, str) and can_be_counted and (edited is None or isinstance(edited, Mapping))


def _request(core: Core, run: Run, one: Checked) -> ApprovalRequest:
    shown = one.settled.person_text
    return ApprovalRequest(
        id=request_id(one.key, run.ledger.attempt(one.key)),
        call=one.call,
        shown=shown,
        digest=keyed_digest(core.store.key, [one.key, shown]),
        approvers=core.settings.approvers(one.call.name),
    )


def _claim_answer(core: Core, run: Run, subject: str, payload: Mapping[str, JSON]) -> Steps[bool]:
    """Store an answer unless there is one; either way the ledger then holds the one that counts."""
    event = core.event(run, EventKind.ANSWERED, subject, payload)
    try:
        return (yield from core.claim(run, event))
    except TraceError:
        return False


def _limited(grant: GrantTerms, most: GrantTerms) -> dict[str, JSON]:
    return {"minutes": min(grant.minutes, most.minutes), "uses": min(grant.uses, most.uses)}


def _grant_fingerprint(core: Core, run: Run) -> str:
    return "/".join(core.fingerprints(run).values())


def _covers(core: Core, run: Run, grant: Grant, one: Checked) -> bool:
    live = grant.given <= core.clock() < grant.expires and grant.fingerprint == _grant_fingerprint(core, run)
    return live and grant.values == one.values != ""
