"""Runs in a few words: what the user asked for, what was read, and the call that is pending."""

from __future__ import annotations

import json
from typing import Any

from mosaic_guard.assessment import Assessment, Phase
from mosaic_guard.effects import bind
from mosaic_guard.learned import load
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.call import CallPolicy, Evidence, Model, model_of
from mosaic_guard.policies.injection.learned import shipped
from mosaic_guard.policies.provenance import Provenance, delegation
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import Message, Origin, RunId, ToolCall, ToolOutput, Trajectory

Read = tuple[str, dict[str, Any], Any]
"""The tool, its arguments, and what it returned."""


def tool(name: str, description: str = "", **arguments: str) -> ToolSpec:
    properties = {argument: {"type": kind} for argument, kind in arguments.items()}
    return bind(ToolSpec(name, description, {"type": "object", "properties": properties}))


SEND = tool("send_email", "Send an e-mail.", to="string", subject="string", body="string")
PAY = tool("transfer_money", "Send money to an account.", iban="string", amount="number", reference="string")
DELETE = tool("delete_event", "Delete an event.", event_id="integer")
FETCH = tool("fetch_page", "Read a page.", url="string")


def pending(request: str, reads: list[Read], spec: ToolSpec, **args: Any) -> Check:
    trajectory = Trajectory(RunId("run"), [Message("user", request, Origin.USER, "u")])
    for number, (name, given, returned) in enumerate(reads):
        call = ToolCall(f"c{number}", name, given, f"m{number}")
        said = returned if isinstance(returned, str) else json.dumps(returned)
        trajectory.append(Message("assistant", "", Origin.MODEL, call.message_id, (call,)))
        trajectory.append(ToolOutput(call.id, name, said, message_id=f"o{number}"))
    call = ToolCall("now", spec.name, args, "m")
    trajectory.append(Message("assistant", "", Origin.MODEL, "m", (call,)))
    specs = {spec.name: spec, **{name: tool(name) for name, _, _ in reads}}
    check = Check(Phase.CALL, trajectory, specs=specs, calls=(call,))
    return Check(Phase.CALL, trajectory, specs=specs, calls=(call,), facts=tuple(Provenance().facts(check)))


SILENT = Model((), 0.0, ((0.0, 0.0),), 1.0, 1.0, "none")
"""Suspects nothing: evidence is the same, whatever is made of it."""


def policy(model: Model | None = None) -> CallPolicy:
    model = model or model_of(load("call"))
    return CallPolicy(model=model, reader=shipped(), provenance=Provenance(), delegation=delegation)


def judged(check: Check) -> Assessment:
    (assessment,) = policy().assess(check)
    return assessment


def evidence(check: Check, path: str) -> Evidence:
    rows = policy(SILENT).rows(check, check.calls[0])
    return next(row.evidence for row in rows if row.fact is not None and row.fact.path == path)
