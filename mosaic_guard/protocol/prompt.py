"""A conversation as chat messages, and back: append-only, so that step k's messages are a prefix of step k+1's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from mosaic_guard.errors import MosaicError
from mosaic_guard.protocol.conversation import Conversation, Turn
from mosaic_guard.protocol.entry import Entry, Kind
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.instructions import GUARD

_ENTRY: Final = re.compile(r"<([a-z]+)(?: ([0-9a-f]+))?>(.*)</\1>")
_MARKS: Final = "delimiter of this run: "


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a chat template."""

    role: Literal["system", "user", "assistant"]
    text: str


class PromptError(MosaicError):
    """A text is not a prompt of this protocol version."""


def render(conversation: Conversation, escaper: Escaper) -> tuple[ChatMessage, ...]:
    """Write a conversation as chat messages; it ends with the question, or the last reply."""
    return tuple(_messages(conversation, escaper))


def read_prompt(messages: Sequence[ChatMessage]) -> Conversation:
    """Read what `render` wrote.

    Raises:
        PromptError: it is of another version, or not a prompt.
    """
    if len(messages) < 2 or not messages[0].text.startswith(GUARD):
        raise PromptError(f"not a prompt of this version: {messages[0].text[:80] if messages else ''!r}")
    tools = tuple(_entry(line, "") for line in messages[0].text[len(GUARD) :].split("\n") if line)
    mark, _, rest = messages[1].text.partition("\n")
    delimiter = mark.removeprefix(_MARKS)
    first = ChatMessage("user", rest)
    return Conversation(delimiter, tools, tuple(_turns([first, *messages[2:]], delimiter)))


def _messages(conversation: Conversation, escaper: Escaper) -> Iterator[ChatMessage]:
    tools = "".join("\n" + _line(tool, "", escaper) for tool in conversation.tools)
    yield ChatMessage("system", GUARD + tools)
    mark = f"{_MARKS}{conversation.delimiter}\n"
    for turn in conversation.turns:
        lines = [_line(entry, conversation.delimiter, escaper) for entry in (*turn.shown, turn.question)]
        yield ChatMessage("user", mark + "\n".join(lines))
        mark = ""
        if turn.reply:
            yield ChatMessage("assistant", turn.reply)


def _turns(messages: Sequence[ChatMessage], delimiter: str) -> Iterator[Turn]:
    asked: Turn | None = None
    for message in messages:
        if message.role == "assistant" and asked is not None:
            yield Turn(asked.shown, asked.question, message.text)
            asked = None
        elif message.role == "user" and asked is None:
            *shown, question = (_entry(line, delimiter) for line in message.text.split("\n"))
            asked = Turn(tuple(shown), question)
        else:
            raise PromptError(f"a {message.role} message where the other role is due")
    if asked is not None:
        yield asked


def _line(entry: Entry, delimiter: str, escaper: Escaper) -> str:
    mark = f" {delimiter}" if delimiter else ""
    return f"<{entry.kind}{mark}>{escaper(entry.data)}</{entry.kind}>"


def _entry(line: str, delimiter: str) -> Entry:
    m = _ENTRY.fullmatch(line)
    if m is None or (m[2] or "") != delimiter:
        raise PromptError(f"not an entry of this run: {line[:80]!r}")
    return Entry(Kind(m[1]), json.loads(m[3]))
