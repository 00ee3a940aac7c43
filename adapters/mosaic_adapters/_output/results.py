"""What a tool gave back, of every shape LangChain allows, checked and put together again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from langchain_core.messages import BaseMessage, ToolMessage
from langchain_core.tools import BaseTool
from langgraph.types import Command

from mosaic_adapters._drive import Steps, check_answer, check_output
from mosaic_adapters._framework.messages import (
    Content,
    as_json,
    content_of,
    is_message_like,
    item,
    messages_in,
    structured_artifact,
)
from mosaic_adapters._framework.updates import held, holding, is_several, parts_of, state_of, with_parts
from mosaic_adapters._output.written import checked_texts
from mosaic_adapters._run.session import Session
from mosaic_guard import Origin, ToolCall, ToolOutput, Trajectory
from mosaic_guard.canonical import plain


def checked_result(tool: BaseTool, call: ToolCall, result: Any, session: Session) -> Steps[Any]:
    """Check what a tool returned; it comes back as it was, or clean and of the same shape."""
    if tool.response_format == "content_and_artifact" and isinstance(result, tuple) and len(result) == 2:
        content, artifact = result
        if is_message_like(content):
            return (yield from _checked_messages(tool, content, call, session)), artifact
        return (yield from _checked_content(tool, call, content, artifact, session.trajectory))
    if is_message_like(result):
        return (yield from _checked_messages(tool, result, call, session))
    content, _ = yield from _checked_content(tool, call, result, None, session.trajectory)
    return content


def checked_text(call: ToolCall, text: str, trajectory: Trajectory) -> Steps[str]:
    """Check a text that stands in for an output: an error's, or a person's."""
    output = ToolOutput(call.id, call.name, text, is_error=True, message_id=call.message_id)
    delivery = yield from check_output(output, trajectory)
    return text if delivery.content is output else str(delivery.content.content)


def checked(value: Any, call: ToolCall, session: Session) -> Steps[Any]:
    """Check every message in a message, a command, or a list of them; what the history holds already stays."""
    if isinstance(value, BaseMessage):
        return (yield from _checked_message(value, call, session))
    if isinstance(value, Command) and value.update is not None:
        update = yield from _checked_update(value.update, call, session)
        return value if update is value.update else replace(value, update=update)
    if is_several(value):
        items = []
        for one in value:
            items.append((yield from checked(one, call, session)))  # noqa: PERF401  # comprehensions can't yield from
        return value if all(a is b for a, b in zip(items, value, strict=True)) else items
    state = state_of(value)
    if state is None:
        return value
    clean = yield from _checked_update(state, call, session)
    return value if clean is state else clean


def tool_messages(value: Any) -> Iterator[ToolMessage]:
    """Every tool message inside a result."""
    if isinstance(value, ToolMessage):
        yield value
    elif isinstance(value, Command):
        yield from _messages_of(parts_of(value.update))
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from tool_messages(part)
    else:
        yield from _messages_of(state_of(value) or {})


def mapped_messages(value: Any, change: Callable[[ToolMessage], ToolMessage]) -> Any:
    """The same result with every tool message changed."""
    if isinstance(value, ToolMessage):
        return change(value)
    if isinstance(value, Command):
        return replace(value, update=with_parts(value.update, _mapped(parts_of(value.update), change)))
    if is_several(value):
        return [mapped_messages(v, change) for v in value]
    state = state_of(value)
    return value if state is None else _mapped(state, change)


def _messages_of(parts: Mapping[str, Any]) -> Iterator[ToolMessage]:
    for part in map(held, parts.values()):
        if isinstance(part, (list, tuple, ToolMessage)):
            yield from tool_messages(part)


def _mapped(parts: Mapping[str, Any], change: Callable[[ToolMessage], ToolMessage]) -> dict[str, Any]:
    return {key: _mapped_part(part, change) for key, part in parts.items()}


def _mapped_part(part: Any, change: Callable[[ToolMessage], ToolMessage]) -> Any:
    value = held(part)
    return holding(part, mapped_messages(value, change)) if isinstance(value, (list, ToolMessage)) else part


def _checked_update(update: Any, call: ToolCall, session: Session) -> Steps[Any]:
    parts = dict((yield from checked_texts(parts_of(update), call, session.trajectory)))
    for key, part in parts.items():
        messages = messages_in(held(part))
        clean = messages if messages is None else (yield from checked(messages, call, session))
        if clean is not messages:
            parts[key] = holding(part, clean)
    return with_parts(update, parts)


def _checked_message(message: BaseMessage, call: ToolCall, session: Session) -> Steps[BaseMessage]:
    if (known := session.view.known(message)) is not None:
        return known  # handed on with the history that it stands in
    if isinstance(message, ToolMessage):
        output = item(message, 0, Origin.UNTRUSTED)
        assert isinstance(output, ToolOutput), "a tool message is an output"
        output = replace(output, call_id=call.id, name=output.name or call.name, message_id=call.message_id)
    else:
        output = ToolOutput(call.id, call.name, content_of(message.content), message_id=call.message_id)
    delivery = yield from check_output(output, session.trajectory)
    if delivery.content is output:
        return message
    changes: dict[str, Any] = {"content": _as_list(delivery.content.content)}
    if isinstance(message, ToolMessage) and output.structured is not None:
        changes["artifact"] = delivery.content.structured
    return message.model_copy(update=changes)


def _checked_content(
    tool: BaseTool, call: ToolCall, content: Any, artifact: Any, trajectory: Trajectory
) -> Steps[tuple[Any, Any]]:
    structured = plain(structured_artifact(artifact))
    output = ToolOutput(call.id, call.name, shown_content(content), structured, artifact, message_id=call.message_id)
    delivery = yield from check_output(output, trajectory)
    clean = delivery.content
    if clean is not output:
        content = _as_list(clean.content)
        artifact = artifact if structured is None and clean.artifact is artifact else clean.structured
    if tool.return_direct:
        text = spoken(shown_content(content))
        said = (yield from check_answer(text, trajectory)).content
        content = content if said == text else said
    return content, artifact


def _checked_messages(tool: BaseTool, value: Any, call: ToolCall, session: Session) -> Steps[Any]:
    """Messages that a tool made itself; what it returns directly is the agent's answer as well."""
    value = yield from checked(value, call, session)
    said: dict[int, ToolMessage] = {}
    for message in tool_messages(value) if tool.return_direct else ():
        text = spoken(content_of(message.content))
        delivery = yield from check_answer(text, session.trajectory)
        if delivery.content != text:
            said[id(message)] = message.model_copy(update={"content": delivery.content})
    return mapped_messages(value, lambda m: said.get(id(m), m)) if said else value


def spoken(content: Content) -> str:
    """The text of a content that the user is shown."""
    if isinstance(content, str):
        return content
    return "\n".join(str(block["text"]) for block in content if block.get("text"))


def shown_content(content: Any) -> Content:
    """What the model will see of a value a tool returned."""
    if isinstance(content, str):
        return content
    if isinstance(content, (list, tuple)) and content and all(_is_block(b) for b in content):
        return content_of(content)
    return as_json(content)


def _is_block(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, Mapping) and "type" in value)


def _as_list(content: Content) -> str | list[Any]:
    return content if isinstance(content, str) else [dict(b) for b in content]
