"""One tool call of an agent: handed on with a guarded tool, whatever other middleware does to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from langchain_core.messages import ToolMessage
from langgraph.prebuilt.tool_node import ToolCallRequest

from mosaic_adapters._agent.brought import guarded
from mosaic_adapters._drive import Steps
from mosaic_adapters._framework.compat import messages_of
from mosaic_adapters._framework.messages import answers_after, call_id, message_id, proposals
from mosaic_adapters._framework.specs import guarding
from mosaic_adapters._run.scope import Scope, beneath, followed, may_ask, session_at, within
from mosaic_adapters._tool.admission import admitted, checked_by_nobody, run_with
from mosaic_adapters._tool.execution import declared
from mosaic_adapters._turn.batch import decided, pending_calls

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
    tool = request.tool or own.tools_of(session).get(str(raw["name"]))
    request = guarded(request, own.guarded)
    if tool is not None:
        request = request.override(tool=tool)
        if own.approval == "per_call" and scope.may_interrupt:
            request = yield from _asked(own, scope, request, raw)
    return (yield from _admitted(scope, request, str(raw["id"])))


def _admitted(scope: Scope, request: ToolCallRequest, call_id: str) -> Steps[Any]:
    """Hold the call to the rules here: further in, other middleware may run it itself, or bring the tool."""
    tool, raw = request.tool, {**request.tool_call, "id": call_id}
    call = pending_calls(scope, [raw], {tool.name: tool} if tool is not None else {})[0]
    leave = yield from admitted(scope, call, tool)
    if isinstance(leave, ToolMessage):
        return leave
    inside = partial(beneath, scope.trajectory) if tool is None else partial(within, scope.holding((leave,)))
    result = yield from run_with([leave], scope, inside, request)
    return (yield from checked_by_nobody(scope, result, call))


def _asked(
    own: MosaicMiddleware, scope: Scope, request: ToolCallRequest, raw: dict[str, Any]
) -> Steps[ToolCallRequest]:
    """Ask before anything else happens to the call; an edit takes its place."""
    assert request.tool is not None, "unknown tools are dealt with before"
    known = guarding(request.tool)
    assert known is not None, "it was guarded before"
    yield from declared(scope, known.spec)
    tools = {**own.tools_of(scope.session), request.tool.name: request.tool}
    batch = yield from decided(scope, [raw], tools, ask=True, attended=True, together=False)
    if not batch.edited:
        return request
    edited: Any = {**request.tool_call, "name": batch.run[0]["name"], "args": batch.run[0]["args"]}
    return request.override(tool_call=edited, tool=tools[batch.run[0]["name"]])
