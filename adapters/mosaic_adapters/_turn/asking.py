"""Asking a person by LangGraph's interrupt, in the shapes LangChain's inboxes know; what comes back is not trusted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from langchain_core.tools import BaseTool
from langgraph.config import get_config
from langgraph.errors import GraphInterrupt
from langgraph.types import Interrupt, interrupt

from mosaic_adapters._drive import Steps, answer, check_calls, recall, requests
from mosaic_adapters._framework.compat import authenticated_user, interrupt_to_answer, next_interrupt
from mosaic_adapters._framework.specs import final_arguments, guarding
from mosaic_adapters._run.scope import Scope
from mosaic_guard import Action, Answer, ApprovalRequest, GrantTerms, ToolCall
from mosaic_guard.approval import ANYONE
from mosaic_guard.engine.settle import RAN_BEFORE

Kind = Literal["approve", "edit", "reject", "respond"]
ALL: Final[tuple[Kind, ...]] = ("approve", "edit", "reject", "respond")
UNCHANGED: Final[tuple[Kind, ...]] = ("approve", "reject", "respond")


@dataclass(frozen=True, slots=True)
class Said:
    """That a person answered about one call; the record has what was said."""

    call: ToolCall
    """The call that was asked about."""
    instead: ToolCall | None = None
    """The call to run in its place."""


Revised = Callable[[list[ToolCall], list[Said]], list[ToolCall]]
"""What becomes of calls after answers about them."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How the calls of one step are put to a person; a step is begun anew with each answer, and runs up to there again.

    What it asked before is then asked in the same order, before anything else runs: each interrupt of a step gets the
    answer of its place, so one that is left out hands its answer to the next, which may be the tool's own.
    """

    scope: Scope
    tools: Mapping[str, BaseTool] | None = None
    """At hand; without them a call can't be edited."""
    is_batch: bool = True
    """All calls that wait go into one interrupt; else there is only one call."""

    def caught_up(self, calls: list[ToolCall], revised: Revised) -> Steps[tuple[list[ToolCall], bool]]:
        """Read what was answered here before the step was begun anew, until no answer that is held is for us.

        Gives the calls as they are then, and whether anything new may be asked: not where the answer to a question of
        the tool is held.
        """
        while True:
            following = interrupt_to_answer(get_config())
            if following is None or not (following.is_answered or following.takes_any):
                return calls, True
            known = yield from recall(calls, self.scope.trajectory, place=following.place)
            if not known.requests:
                return calls, not (following.is_answered and known.is_known)
            shown = self._shown([one for one in known.requests if one is not None])
            calls = revised(calls, (yield from self._read(known.requests, interrupt(shown))))

    def asked(self, calls: Sequence[ToolCall]) -> Steps[list[Said]]:
        """Ask about those calls that wait for a person; nothing of the step may run before it."""
        following = next_interrupt(get_config())
        waiting = yield from requests(calls, self.scope.trajectory, place=following.place if following else None)
        if not waiting:
            return []
        shown = self._shown(waiting)
        if following is not None and following.takes_any and not following.is_answered:
            raise GraphInterrupt((Interrupt.from_ns(shown, following.place.step),))  # what is held answers another
        return (yield from self._read(waiting, interrupt(shown)))

    def _shown(self, asked: Sequence[ApprovalRequest]) -> dict[str, Any]:
        return batched(asked) if self.is_batch or not asked else alone(asked[0])

    def _read(self, asked: Sequence[ApprovalRequest | None], reply: object) -> Steps[list[Said]]:
        allowed = ALL if self.tools is not None else UNCHANGED
        replies = _decisions(reply, len(asked))
        if not self.is_batch and isinstance(reply, Mapping) and "type" in reply:
            replies = [reply]
        said = []
        for request, one in zip(asked, replies, strict=True):
            if request is not None:
                said.append((yield from _settled(self.scope, request, one, self.tools or {}, allowed)))  # yields
        return said


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
    grant = _grant(reply, approver) if kind == "approve" else None
    yield from answer(request, Answer(kind, approver, text, grant), scope.trajectory)
    return Said(request.call)


def _edited(
    scope: Scope,
    request: ApprovalRequest,
    reply: Mapping[str, Any],
    tools: Mapping[str, BaseTool],
    approver: str,
) -> Steps[Said]:
    """An edit is a new call, checked like any; who wrote its values has seen them, which is what an approval says.

    Not, though, that they run a second time.
    """
    instead = _instead(request.call, reply.get("edited_action"), tools)
    if instead is None or (request.approvers and approver not in request.approvers):
        yield from answer(request, Answer("reject", approver, "the edited call is not valid"), scope.trajectory)
        return Said(request.call)
    if instead != request.call:
        yield from answer(request, Answer("edit", approver, edited=instead.args), scope.trajectory)
    decision = (yield from check_calls([instead], scope.trajectory))[0]
    if decision.action is Action.VERIFY and not any(f.code in RAN_BEFORE for f in decision.findings):
        for fresh in (yield from requests([instead], scope.trajectory)):
            yield from answer(fresh, Answer("approve", approver, "edited by the approver"), scope.trajectory)
    return Said(request.call, instead)


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
