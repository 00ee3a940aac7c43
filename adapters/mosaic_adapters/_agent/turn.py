"""One turn of an agent's model: what it is shown, and what it says."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from operator import is_
from typing import TYPE_CHECKING, Any

from langchain.agents.middleware.types import ExtendedModelResponse
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langchain_core.tools import BaseTool
from langgraph.config import get_config
from langgraph.types import Command

from mosaic_adapters._agent.brought import watched
from mosaic_adapters._agent.unstreamed import unstreamed
from mosaic_adapters._drive import Steps, check_answer, execute
from mosaic_adapters._framework.compat import memory_in_state
from mosaic_adapters._framework.messages import as_json, text_of
from mosaic_adapters._run.scope import checked_messages, followed, session_at
from mosaic_adapters._run.session import Session
from mosaic_adapters._turn.batch import added, bound
from mosaic_guard import Action, Trajectory

if TYPE_CHECKING:
    from mosaic_adapters.langchain import MosaicMiddleware


def model_called(own: MosaicMiddleware, request: Any) -> Steps[Any]:
    """Check the tools and outputs the model is shown, call it, and check what it answers."""
    config = get_config()
    session = session_at(own.guard, config)
    mine = {t.name: own.guarded(t) for t in request.tools if isinstance(t, BaseTool)}
    state: Any = request.state
    yield from followed(session, state["messages"])
    if request.system_message is not None:
        session.instructs(text_of(request.system_message))
    session.recalls(memory_in_state(config))
    tools = yield from _shown_tools(own, request, session, mine)
    messages = yield from _shown_messages(request, session, state["messages"])
    changes: dict[str, Any] = {}
    if tools is not request.tools:
        changes["tools"] = tools
    if messages is not request.messages:
        changes["messages"] = messages
    asked = watched(request.override(**changes) if changes else request)
    with unstreamed() if own.final_answer == "buffered" else nullcontext():
        response: Any = yield from execute(asked)
    session.view.brought = {name: own.guarded(t) for name, t in asked.brought.items() if name not in mine}
    yield from added(session, session.view.brought)
    response = _identified(response)
    if own.final_answer != "off":
        response = yield from _checked_response(response, session.trajectory)
    clean = [one for one in session.view.clean_of(state["messages"]) if one.id]
    return ExtendedModelResponse(response, Command(update={"messages": clean})) if clean else response


def _shown_tools(
    own: MosaicMiddleware, request: Any, session: Session, mine: Mapping[str, BaseTool]
) -> Steps[list[Any]]:
    """Bind the tools; leave out those whose declaration is refused."""
    own.not_inspected.update(_name(t) for t in request.tools if isinstance(t, dict))
    yield from bound(session, mine)
    decisions = own.guard.tools(session.trajectory).decisions
    refused = {name for name, d in decisions.items() if d.action is Action.REFUSE}
    if not refused:
        shown: list[Any] = request.tools
        return shown
    return [t for t in request.tools if not (isinstance(t, BaseTool) and t.name in refused)]


def _shown_messages(request: Any, session: Session, in_state: Sequence[BaseMessage]) -> Steps[list[Any]]:
    """Put clean messages in the place of those that no guarded tool delivered and that needed it."""
    shown: list[Any] = request.messages
    if len(shown) != len(in_state) or not all(map(is_, shown, in_state)):
        known = {id(m) for m in in_state}
        others = [m for m in shown if isinstance(m, ToolMessage) and id(m) not in known]
        yield from checked_messages(session, [m for m in others if not session.is_checked(m)])
    if not session.view.clean:
        return shown
    return [session.view.clean.get(id(m), m) for m in shown]


def _identified(response: Any) -> Any:
    """Give an id to every call that came without one: a tools node can't answer those."""
    result = [_with_ids(m) if isinstance(m, AIMessage) else m for m in response.result]
    return response if all(map(is_, result, response.result)) else replace(response, result=result)


def _with_ids(message: AIMessage) -> AIMessage:
    if all(call.get("id") for call in message.tool_calls):
        return message
    calls = [call if call.get("id") else {**call, "id": f"call_{uuid.uuid4().hex}"} for call in message.tool_calls]
    return message.model_copy(update={"tool_calls": calls})


def _checked_response(response: Any, trajectory: Trajectory) -> Steps[Any]:
    if response.structured_response is not None:
        text = as_json(response.structured_response)
        delivery = yield from check_answer(text, trajectory)
        if delivery.content != text:
            withheld = AIMessage(delivery.decision.model_text or delivery.content)
            return replace(response, result=[withheld], structured_response=None)
    result = []
    for message in response.result:
        result.append((yield from _checked_message(message, trajectory)))  # noqa: PERF401  # yields
    if all(map(is_, result, response.result)):
        return response
    return replace(response, result=result)


def _checked_message(message: BaseMessage, trajectory: Trajectory) -> Steps[BaseMessage]:
    text = text_of(message) if isinstance(message, AIMessage) else ""
    if not text.strip():
        return message
    delivery = yield from check_answer(text, trajectory)
    if delivery.content == text:
        return message
    calls = isinstance(message, AIMessage) and message.tool_calls
    return message.model_copy(update={"content": _saying(message, delivery.content) if calls else delivery.content})


def _saying(message: BaseMessage, text: str) -> str | list[Any]:
    """The content with another text: a provider wants the blocks of its thinking, signed, back with its calls."""
    if isinstance(message.content, str):
        return text
    spoken = [isinstance(b, str) or isinstance(b.get("text"), str) for b in message.content]
    first = spoken.index(True)
    instead = [{"type": "text", "text": text} if i == first else b for i, b in enumerate(message.content)]
    return [block for i, block in enumerate(instead) if i == first or not spoken[i]]


def _name(tool: Any) -> str:
    return str(tool.get("name") or tool.get("type") or "unnamed")
