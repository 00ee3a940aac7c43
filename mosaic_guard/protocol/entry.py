"""What is shown to the policy: one entry a message, tool output or question, cut where it is too long."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from mosaic_guard.canonical import plain
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON, Item, Message, Origin, ToolCall, ToolOutput


class Kind(StrEnum):
    """What an entry is; the name of its tag."""

    SYSTEM = "system"
    """What the guarded agent was told by whoever built it."""
    USER = "user"
    AGENT = "agent"
    """A turn of the guarded agent."""
    OUTPUT = "output"
    TOOL = "tool"
    """The declaration of a tool."""
    EARLIER = "earlier"
    """Stands for the entries before a new segment."""
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing shown."""

    kind: Kind
    data: Mapping[str, JSON] = field(default_factory=dict)


HEAD: Final = 3000
TAIL: Final = 1500
"""Characters kept of a long text, at its beginning and its end."""


def entries(items: Iterable[Item], *, masked: bool = False) -> Iterator[Entry]:
    """Show what happened; `masked` hides the content of everything untrusted, whatever it says."""
    for item in items:
        if isinstance(item, ToolOutput):
            yield _output(item, masked=masked)
        else:
            yield _message(item, masked=masked)


def declaration(spec: ToolSpec) -> Entry:
    """Show a tool, with what running it does to the world."""
    effect = spec.effect
    does = {"write": effect.write, "reversible": effect.reversible, "external": effect.external}
    data = {"name": spec.name, "description": cut(spec.description), "schema": plain(spec.schema), "effect": does}
    return Entry(Kind.TOOL, data)


def ask_about_calls(calls: Iterable[ToolCall]) -> Entry:
    """Ask for one decision a call, for the whole parallel batch."""
    return Entry(Kind.QUESTION, {"phase": "call", "calls": [_call(call) for call in calls]})


def ask_about_text(phase: str, text: str) -> Entry:
    """Ask for one decision about a prompt, an output or an answer."""
    return Entry(Kind.QUESTION, {"phase": phase, "text": cut(text)})


def ask_about_output(output: ToolOutput) -> Entry:
    """Ask whether an output may be shown to the agent."""
    return Entry(Kind.QUESTION, {"phase": "output", **_output(output, masked=False).data})


def ask_about_tool(spec: ToolSpec) -> Entry:
    """Ask whether the agent may be given a tool."""
    return Entry(Kind.QUESTION, {"phase": "tool", **declaration(spec).data})


def cut(text: str) -> JSON:
    """Keep head and tail of a long text; the digest and length say what is missing."""
    if len(text) <= HEAD + TAIL:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    missing = len(text) - HEAD - TAIL
    return {"head": text[:HEAD], "missing_characters": missing, "sha256": digest, "tail": text[-TAIL:]}


def _message(message: Message, *, masked: bool) -> Entry:
    if message.role == "assistant":
        return Entry(Kind.AGENT, {"text": cut(message.text), "calls": [_call(call) for call in message.calls]})
    hidden = masked and message.origin is Origin.UNTRUSTED
    text = HIDDEN if hidden else cut(message.text)
    kind = Kind.SYSTEM if message.role == "system" else Kind.USER
    return Entry(kind, {"text": text, "origin": message.origin.value})


HIDDEN: Final[Mapping[str, JSON]] = {"hidden": True}


def _output(output: ToolOutput, *, masked: bool) -> Entry:
    hidden = masked and output.origin is Origin.UNTRUSTED
    data: dict[str, JSON] = {"call": output.call_id, "tool": output.name, "origin": output.origin.value}
    if output.is_error:
        data["error"] = True
    data["content"] = dict(HIDDEN) if hidden else _content(output.content)
    if output.structured is not None and not hidden:
        data["structured"] = _content(output.structured)
    return Entry(Kind.OUTPUT, data)


def _content(content: JSON) -> JSON:
    """Every text inside is cut on its own, so that structure stays readable."""
    if isinstance(content, str):
        return cut(content)
    return _leaves_cut(plain(content))


def _leaves_cut(value: JSON) -> JSON:
    if isinstance(value, str):
        return cut(value)
    if isinstance(value, dict):
        return {key: _leaves_cut(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_leaves_cut(part) for part in value]
    return value


def _call(call: ToolCall) -> dict[str, JSON]:
    return {"id": call.id, "tool": call.name, "args": _leaves_cut(plain(call.args))}
