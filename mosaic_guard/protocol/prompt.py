"""A conversation as chat messages, and back: append-only, so that step k's messages are a prefix of step k+1's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from mosaic_guard.errors import MosaicError
from mosaic_guard.protocol import PROTOCOL_VERSION
from mosaic_guard.protocol.conversation import Conversation, Turn
from mosaic_guard.protocol.entry import Entry, Kind
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.instructions import INSTRUCTIONS
from mosaic_guard.protocol.strict import strict_json

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
    """Write a conversation as chat messages; it ends with what is to be answered, or the last reply."""
    return tuple(_messages(conversation, escaper))


def read_prompt(messages: Sequence[ChatMessage]) -> Conversation:
    """Read what `render` wrote.

    Raises:
        PromptError: it is of another version, or not a prompt.
    """
    said = messages[0].text if len(messages) > 1 else ""
    role = next((role for role, told in INSTRUCTIONS.items() if said.startswith(told)), None)
    if role is None:
        raise PromptError(f"not a prompt of protocol version {PROTOCOL_VERSION}: {said[:80]!r}")
    tools = tuple(_entry(line, "") for line in said[len(INSTRUCTIONS[role]) :].split("\n") if line)
    mark, _, rest = messages[1].text.partition("\n")
    if messages[1].role != "user" or not mark.startswith(_MARKS):
        raise PromptError(f"the run does not begin with its delimiter: {mark[:80]!r}")
    delimiter = mark.removeprefix(_MARKS)
    first = ChatMessage("user", rest)
    return Conversation(delimiter, tools, tuple(_turns([first, *messages[2:]], delimiter)), role)


def _messages(conversation: Conversation, escaper: Escaper) -> Iterator[ChatMessage]:
    tools = "".join("\n" + _line(tool, "", escaper) for tool in conversation.tools)
    yield ChatMessage("system", INSTRUCTIONS[conversation.role] + tools)
    mark = f"{_MARKS}{conversation.delimiter}\n"
    for turn in conversation.turns:
        lines = [_line(entry, conversation.delimiter, escaper) for entry in turn.shown]
        yield ChatMessage("user", mark + "\n".join(lines))
        mark = ""
        if turn.reply:
            yield ChatMessage("assistant", turn.reply)


def _turns(messages: Sequence[ChatMessage], delimiter: str) -> Iterator[Turn]:
    asked: Turn | None = None
    for message in messages:
        if message.role == "assistant" and asked is not None:
            yield Turn(asked.shown, message.text)
            asked = None
        elif message.role == "user" and asked is None:
            asked = Turn(tuple(_entry(line, delimiter) for line in message.text.split("\n")))
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
    try:
        kind, data = Kind(m[1]), strict_json(m[3])
    except ValueError as error:
        raise PromptError(f"not an entry: {line[:80]!r}: {error!s:.200}") from error
    if not isinstance(data, dict):
        raise PromptError(f"an entry is an object: {line[:80]!r}")
    return Entry(kind, data)
