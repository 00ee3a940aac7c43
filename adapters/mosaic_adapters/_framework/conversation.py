"""LangChain messages as the conversation of a policy in agent role."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from typing import Any, Final

from langchain_core.messages import AIMessage, BaseMessage, ToolMessage

from mosaic_guard.protocol.agent import parse_agent_reply
from mosaic_guard.protocol.conversation import Conversation, Turn
from mosaic_guard.protocol.entry import Entry, Kind, cut
from mosaic_guard.protocol.reply import ReplyError

REPLY: Final = "mosaic_reply"
"""Where a message of ours keeps the policy's own words."""


def conversation(messages: Sequence[BaseMessage], tools: Sequence[Entry], key: bytes) -> Conversation:
    """Show a history: the policy's own turns verbatim, everything else as data.

    The delimiter is made of a secret key and the beginning of the history, so that it stays the same as the history
    grows and nobody who writes into it can guess it.
    """
    first = str(messages[0].content) if messages else ""
    delimiter = hmac.new(key, first.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:16]
    return Conversation(delimiter, tuple(tools), tuple(_turns(messages)), role="agent")


def _turns(messages: Sequence[BaseMessage]) -> Iterator[Turn]:
    shown: list[Entry] = []
    for message in messages:
        own = _own_words(message)
        if own and shown:
            yield Turn(tuple(shown), own)
            shown = []
        else:
            shown.append(_entry(message))
    if shown:
        yield Turn(tuple(shown))


def _own_words(message: BaseMessage) -> str:
    """What the policy itself said; state can be written by others, so only what is in the grammar counts."""
    said = message.additional_kwargs.get(REPLY) if isinstance(message, AIMessage) else None
    if not isinstance(said, str):
        return ""
    try:
        parse_agent_reply(said)
    except ReplyError:
        return ""
    return said


def _entry(message: BaseMessage) -> Entry:
    text = cut(message.text)
    if isinstance(message, ToolMessage):
        failed = {"error": True} if message.status == "error" else {}
        data = {"call": message.tool_call_id, "tool": message.name or "", "origin": "untrusted", **failed}
        return Entry(Kind.OUTPUT, {**data, "content": text})
    if isinstance(message, AIMessage):
        calls: list[dict[str, Any]] = [{"tool": c["name"], "args": c["args"]} for c in message.tool_calls]
        return Entry(Kind.AGENT, {"text": text, "calls": calls})
    kind = Kind.SYSTEM if message.type == "system" else Kind.USER
    return Entry(kind, {"text": text})
