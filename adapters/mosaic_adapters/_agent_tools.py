"""One tool call of an agent: handed on with a guarded tool, whatever other middleware does to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from langgraph.errors import GraphBubbleUp
from langgraph.prebuilt.tool_node import ToolCallRequest

from mosaic_adapters._asking import asked_alone
from mosaic_adapters._batch import pending_calls
from mosaic_adapters._compat import messages_of
from mosaic_adapters._drive import Steps, check_calls, execute
from mosaic_adapters._execution import entered, refused, replied
from mosaic_adapters._messages import answers_after, call_id, message_id, proposals
from mosaic_adapters._results import checked, tool_messages
from mosaic_adapters._scope import Scope, beneath, followed, may_ask, session_at, within
from mosaic_guard import Action, ToolCall

if TYPE_CHECKING:
    from mosaic_adapters.langchain import MosaicMiddleware


def tool_called(own: MosaicMiddleware, request: ToolCallRequest) -> Steps[Any]:
    """Give back what is answered already; else ask where it has to be asked, and run the call by a guarded tool."""
    config = request.runtime.config
    session = session_at(own.guard, config)
    messages = messages_of(request.state, "messages")
    raw = dict(request.tool_call)
    found = None
    if messages is None:
        session.distrust()
    else:
        yield from followed(session, messages)
        found = next(proposals(messages, str(raw.get("id"))), None)
    if messages is not None and found is not None:
        answered = answers_after(messages, found[0]).get(str(raw.get("id")))
        if answered is not None:
            return answered
    name = message_id(found[1], found[0]) if found else ""
    raw["id"] = call_id(raw, name, 0)
    scope = Scope(session, name, may_interrupt=may_ask(own.guard, config), approver_of=own.approver_of)
    if request.tool is None:
        return (yield from _unknown(own, scope, request, raw))
    tool = own.guarded(request.tool)
    request = request.override(tool=tool)
    if own.approval == "per_call" and scope.may_interrupt:
        request = yield from _asked(own, scope, request, raw)
    with within(scope):
        result = yield from execute(request)
    return (yield from _checked_by_nobody(scope, result, raw))


def _asked(
    own: MosaicMiddleware, scope: Scope, request: ToolCallRequest, raw: dict[str, Any]
) -> Steps[ToolCallRequest]:
    """Ask before anything else happens to the call; an edit takes its place."""
    assert request.tool is not None, "unknown tools are dealt with before"
    tools = {**own.tools_of(scope.session), request.tool.name: request.tool}
    call = pending_calls(scope, [raw], tools)[0]
    if (yield from check_calls([call], scope.trajectory))[0].action is not Action.VERIFY:
        return request
    said = yield from asked_alone(scope, call, tools)
    if said is not None and said.kind == "respond":
        scope.session.replies[(call.message_id, call.id)] = said.text
    if said is not None and said.kind == "reject" and said.text:
        scope.session.words[(call.message_id, call.id)] = said.text
    if said is None or said.instead is None:
        return request
    edited: Any = {**request.tool_call, "name": said.instead.name, "args": dict(said.instead.args)}
    return request.override(tool_call=edited, tool=tools[said.instead.name])


def _unknown(own: MosaicMiddleware, scope: Scope, request: ToolCallRequest, raw: dict[str, Any]) -> Steps[Any]:
    """No tool of this name is known: if other middleware brings one, this is the only place to hold it to the rules."""
    call = ToolCall(raw["id"], str(raw["name"]), pending_calls(scope, [raw], {})[0].args, scope.message_id)
    reply = yield from replied(scope, call)
    if reply is not None:
        return reply
    entry = yield from entered(scope, call)
    if not entry.decision.allowed:
        return (yield from refused(scope, call, entry.decision))
    outcome: dict[str, Any] = {"outcome": "error"}
    try:
        with beneath(scope.trajectory):
            result = yield from execute(request)
        outcome = {"outcome": "ok"}
    except GraphBubbleUp:
        outcome = {"outcome": "paused"}
        raise
    finally:
        own.guard.leave(entry, scope.trajectory, **outcome)
    return (yield from _checked_by_nobody(scope, result, raw))


def _checked_by_nobody(scope: Scope, result: Any, raw: dict[str, Any]) -> Steps[Any]:
    """Check what other middleware made or changed on the way back."""
    messages = list(tool_messages(result))
    if messages and all(scope.session.is_checked(m) for m in messages):
        return result
    call = replace(ToolCall(raw["id"], str(raw["name"])), message_id=scope.message_id)
    clean = yield from checked(result, call, scope.trajectory)
    for message in tool_messages(clean):
        scope.session.delivers(message)
    return clean
