"""LangChain messages as the core's items. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from langchain_core.messages import (
    AIMessage,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    ToolMessage,
    convert_to_messages,
)
from langgraph.types import Command

from mosaic_guard import Message, Origin, ToolCall, ToolOutput
from mosaic_guard.canonical import plain
from mosaic_guard.trajectory import Item

Content = str | Sequence[Mapping[str, Any]]


def message_id(message: BaseMessage, index: int) -> str:
    """Its id, or where it stands when it has none."""
    return str(message.id) if message.id else f"#{index}"


def call_id(call: Mapping[str, Any], message: str, index: int) -> str:
    """The id of a proposed call; one made of message and place where the model gave none."""
    return str(call.get("id") or f"{message}/{index}")


def tool_call(call: Mapping[str, Any], message: str, index: int) -> ToolCall:
    """A call as the model proposed it."""
    args = plain(call.get("args") or {})
    return ToolCall(call_id(call, message, index), str(call.get("name")), args, message)


def content_of(value: object) -> Content:
    """Content as the core has it: a string, or blocks with a `type`."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return [plain(value)]
    if isinstance(value, (list, tuple)):
        return [{"type": "text", "text": b} if isinstance(b, str) else plain(b) for b in value]
    return "" if value is None else str(value)


def as_messages(value: Sequence[Any]) -> list[BaseMessage] | None:
    """Read messages, also those written as dictionaries or pairs; None where it is something else that looks alike."""
    try:
        return convert_to_messages(value)
    except (ValueError, NotImplementedError, TypeError, KeyError):
        return None


def messages_in(value: object) -> Any:
    """The messages of a state update, also where a tool wrote them as dictionaries or pairs; None: it holds none."""
    if isinstance(value, BaseMessage):
        return value
    if not isinstance(value, list) or not any(map(_may_be_message, value)):
        return None
    if all(map(is_message_like, value)):
        return value
    read = as_messages(value)
    return read if read is not None else value if any(map(is_message_like, value)) else None


def is_message_like(value: object) -> bool:
    """Whether it is, or holds nothing but, messages and commands."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(v, (BaseMessage, Command)) for v in value)
    return isinstance(value, (BaseMessage, Command))


def _may_be_message(value: object) -> bool:
    if isinstance(value, Mapping):
        return "content" in value and ("role" in value or "type" in value)
    return is_message_like(value) or (isinstance(value, tuple) and len(value) == 2)


def text_of(message: BaseMessage) -> str:
    """The text a person reads."""
    content = message.content
    if isinstance(content, str):
        return content
    parts = (b if isinstance(b, str) else b.get("text", "") for b in content if isinstance(b, (str, dict)))
    return "\n".join(p for p in parts if isinstance(p, str) and p)


def item(message: BaseMessage, index: int, origin: Origin) -> Item:
    """One message as an item of the trajectory."""
    name = message_id(message, index)
    if isinstance(message, ToolMessage):
        return ToolOutput(
            call_id=str(message.tool_call_id),
            name=str(message.name or ""),
            content=content_of(message.content),
            structured=plain(structured_artifact(message.artifact)),
            artifact=message.artifact,
            is_error=message.status == "error",
            origin=origin,
            message_id=name,
        )
    if isinstance(message, AIMessage):
        calls = tuple(tool_call(c, name, i) for i, c in enumerate(message.tool_calls))
        return Message("assistant", text_of(message), Origin.MODEL, name, calls)
    role = "system" if isinstance(message, SystemMessage) else "user"
    return Message(role, text_of(message), origin, name)  # type: ignore[arg-type]  # mypy widens the literal


def structured_artifact(artifact: object) -> object:
    """The machine-readable part of an artifact: JSON containers are checked, other objects are not shown to anybody."""
    return artifact if isinstance(artifact, (dict, list, tuple, str)) and artifact else None


def last_proposal(messages: Sequence[BaseMessage]) -> tuple[int, AIMessage] | None:
    """The newest assistant message, with its place."""
    for index in range(len(messages) - 1, -1, -1):
        message = messages[index]
        if isinstance(message, AIMessage):
            return index, message
    return None


def answers_after(messages: Sequence[BaseMessage], index: int) -> dict[str, ToolMessage]:
    """Which calls of the assistant message at `index` are answered already."""
    return {str(m.tool_call_id): m for m in messages[index + 1 :] if isinstance(m, ToolMessage)}


def proposals(messages: Sequence[BaseMessage], call: str) -> Iterator[tuple[int, AIMessage]]:
    """Every assistant message that proposed a call of this id, newest first."""
    for index in range(len(messages) - 1, -1, -1):
        message = messages[index]
        if isinstance(message, AIMessage) and call in [c.get("id") for c in message.tool_calls]:
            yield index, message


def is_summary(message: BaseMessage) -> bool:
    """Whether a middleware marked it as its own summary of earlier turns."""
    return isinstance(message, HumanMessage) and bool(message.additional_kwargs.get("lc_source"))


def as_json(value: object) -> str:
    """Spell a value for a text that is checked."""
    return json.dumps(plain(value), ensure_ascii=False)
