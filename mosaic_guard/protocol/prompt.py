"""A conversation as chat messages: append-only, so that step k's messages are a prefix of step k+1's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.entry import Entry
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.instructions import INSTRUCTIONS


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a chat template."""

    role: Literal["system", "user", "assistant"]
    text: str


def render(conversation: Conversation, escaper: Escaper) -> tuple[ChatMessage, ...]:
    """Write a conversation as chat messages; it ends with what is to be answered, or the last reply."""
    return tuple(_messages(conversation, escaper))


def _messages(conversation: Conversation, escaper: Escaper) -> Iterator[ChatMessage]:
    tools = "".join("\n" + _line(tool, "", escaper) for tool in conversation.tools)
    yield ChatMessage("system", INSTRUCTIONS[conversation.role] + tools)
    mark = f"delimiter of this run: {conversation.delimiter}\n"
    for turn in conversation.turns:
        lines = [_line(entry, conversation.delimiter, escaper) for entry in turn.shown]
        yield ChatMessage("user", mark + "\n".join(lines))
        mark = ""
        if turn.reply:
            yield ChatMessage("assistant", turn.reply)


def _line(entry: Entry, delimiter: str, escaper: Escaper) -> str:
    mark = f" {delimiter}" if delimiter else ""
    return f"<{entry.kind}{mark}>{escaper(entry.data)}</{entry.kind}>"
