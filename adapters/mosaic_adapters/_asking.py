"""Asking a person by LangGraph's interrupt, in the shapes LangChain's inboxes know; what comes back is not trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from langchain_core.tools import BaseTool
from langgraph.config import get_config
from langgraph.types import interrupt

from mosaic_adapters._compat import authenticated_user
from mosaic_adapters._drive import Steps, answer, check_calls, requests
from mosaic_adapters._scope import Scope
from mosaic_adapters._specs import final_arguments, guarding
from mosaic_guard import Action, Answer, ApprovalRequest, GrantTerms, ToolCall
from mosaic_guard.approval import ANYONE

Kind = Literal["approve", "edit", "reject", "respond"]
ALL: Final[tuple[Kind, ...]] = ("approve", "edit", "reject", "respond")
YES_OR_NO: Final[tuple[Kind, ...]] = ("approve", "reject")


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said to one call, as far as it may have an effect."""

    kind: Kind
    call: ToolCall
    """The call that was asked about."""
    instead: ToolCall | None = None
    """The call to run in its place."""
    text: str = ""
    """The person's words to the model."""


def asked_together(scope: Scope, calls: Sequence[ToolCall], tools: Mapping[str, BaseTool]) -> Steps[list[Said]]:
    """Put all calls of a turn that wait for a person into one interrupt; nothing may run before it."""
    waiting = yield from requests(calls, scope.trajectory)
    if not waiting:
        return []
    replies = _decisions(interrupt(batched(waiting)), len(waiting))
    said = []
    for request, reply in zip(waiting, replies, strict=True):
        said.append((yield from _settled(scope, request, reply, tools, ALL)))  # yields
    return said


def asked_alone(scope: Scope, call: ToolCall, tools: Mapping[str, BaseTool] | None = None) -> Steps[Said | None]:
    """Ask about one call that is alone in its task; without the tools at hand it can't be edited."""
    waiting = yield from requests([call], scope.trajectory)
    if not waiting:
        return None
    allowed = ALL if tools is not None else YES_OR_NO
    reply = interrupt(alone(waiting[0]))
    one = reply if isinstance(reply, Mapping) and "type" in reply else _decisions(reply, 1)[0]
    return (yield from _settled(scope, waiting[0], one, tools or {}, allowed))


def batched(waiting: Sequence[ApprovalRequest]) -> dict[str, Any]:
    """The value of the interrupt: LangChain's `HITLRequest`."""
    return {
        "action_requests": [{"name": r.call.name, "args": dict(r.call.args), "description": r.shown} for r in waiting],
        "review_configs": [{"action_name": r.call.name, "allowed_decisions": list(ALL)} for r in waiting],
    }


def alone(request: ApprovalRequest) -> dict[str, Any]:
    """The value of the interrupt: LangChain's `ToolApprovalRequest`."""
    call = request.call
    shown = {"name": call.name, "args": dict(call.args), "description": request.shown}
    return {"type": "tool_approval", "tool_call_id": call.id, **shown}


def _decisions(reply: object, count: int) -> list[Mapping[str, Any]]:
    """One decision per request, in order; a list that does not match says nothing about any of them."""
    given = reply.get("decisions") if isinstance(reply, Mapping) else None
    if not isinstance(given, list) or len(given) != count:
        return [{}] * count
    return [one if isinstance(one, Mapping) else {} for one in given]


def _settled(
    scope: Scope,
    request: ApprovalRequest,
    reply: Mapping[str, Any],
    tools: Mapping[str, BaseTool],
    allowed: Sequence[Kind],
) -> Steps[Said]:
    kind: Kind = next((k for k in allowed if k == reply.get("type")), "reject")
    approver = (scope.approver_of or authenticated_user)(get_config()) or ANYONE
    text = str(reply.get("message") or "")
    if kind == "edit":
        return (yield from _edited(scope, request, reply, tools, approver))
    if kind == "approve":
        said = Answer("approve", approver, text, _grant(reply, approver))
    else:
        said = Answer("reject", approver, text)
    yield from answer(request, said, scope.trajectory)
    return Said(kind, request.call, text=text)


def _edited(
    scope: Scope,
    request: ApprovalRequest,
    reply: Mapping[str, Any],
    tools: Mapping[str, BaseTool],
    approver: str,
) -> Steps[Said]:
    """An edit is a new call, checked like any; who wrote its values has seen them, which is what an approval says."""
    instead = _instead(request.call, reply.get("edited_action"), tools)
    if instead is None:
        yield from answer(request, Answer("reject", approver, "the edited call is not valid"), scope.trajectory)
        return Said("reject", request.call)
    decision = (yield from check_calls([instead], scope.trajectory))[0]
    if decision.action is Action.VERIFY:
        for fresh in (yield from requests([instead], scope.trajectory)):
            yield from answer(fresh, Answer("approve", approver, "edited by the approver"), scope.trajectory)
    return Said("edit", request.call, instead)


def _instead(call: ToolCall, action: object, tools: Mapping[str, BaseTool]) -> ToolCall | None:
    if not isinstance(action, Mapping) or not isinstance(action.get("args"), Mapping):
        return None
    tool = tools.get(str(action.get("name") or call.name))
    known = guarding(tool) if tool is not None else None
    if tool is None or known is None:
        return None
    args = final_arguments(tool, action["args"], call.id, known)
    return None if args is None else replace(call, name=tool.name, args=args)


def _grant(reply: Mapping[str, Any], approver: str) -> GrantTerms | None:
    """Only somebody the server knows by name can let a call pass again."""
    terms = reply.get("grant")
    if approver == ANYONE or not isinstance(terms, Mapping):
        return None
    minutes, uses = terms.get("minutes"), terms.get("uses")
    valid = isinstance(minutes, (int, float)) and isinstance(uses, int) and minutes > 0 and uses > 0
    return GrantTerms(float(minutes), uses) if valid else None  # type: ignore[arg-type]  # just checked
