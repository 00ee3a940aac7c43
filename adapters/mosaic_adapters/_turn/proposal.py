"""The calls a tools node is about to run, in each of the shapes LangGraph hands them over; and that input, changed."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import is_
from typing import Any, Literal

from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langchain_core.runnables import RunnableConfig

from mosaic_adapters._framework.compat import messages_in_state, messages_of
from mosaic_adapters._framework.messages import answers_after, call_id, last_proposal, message_id, proposals

RawCall = dict[str, Any]
Shape = Literal["state", "calls", "context"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a node was given, read."""

    shape: Shape
    given: Any
    messages: Sequence[BaseMessage] | None
    """The history; None where it can't be read."""
    message_id: str
    """Of the assistant message that proposes the calls."""
    calls: tuple[RawCall, ...]
    """Those that are not answered yet, each once, each with an id."""
    handed: tuple[RawCall, ...]
    """All that were handed over, as they were."""
    key: str = "messages"

    def having(self, calls: Sequence[RawCall]) -> Any:
        """The input with these calls in place of those that were handed over."""
        if self.shape == "calls":
            return list(calls)
        if self.shape == "context":
            return {**self.given, "tool_call": calls[0]}
        if len(calls) == len(self.handed) and all(map(is_, calls, self.handed)):
            return self.given
        return self._state_having(calls)

    def answered_by(self, messages: Sequence[BaseMessage]) -> Any:
        """What a tools node gives back for these messages."""
        return list(messages) if isinstance(self.given, list) and self.shape == "state" else {self.key: list(messages)}

    def revised(self, calls: Sequence[RawCall]) -> AIMessage:
        """The assistant message with these calls, in the order of `calls`, in place of those that were proposed."""
        found = last_proposal(self.messages or ())
        assert found is not None, "a proposal was read"
        instead = list(zip(self.calls, _told_apart(calls), strict=True))
        proposed = found[1].tool_calls
        changed = [next((new for old, new in instead if _same(old, call)), call) for call in proposed]
        return found[1].model_copy(update={"tool_calls": changed})

    def _state_having(self, calls: Sequence[RawCall]) -> Any:
        assert self.messages is not None, "a state that was read has messages"
        found = last_proposal(self.messages)
        assert found is not None, "a proposal was read"
        index, proposed = found
        fewer = proposed.model_copy(update={"tool_calls": list(calls)})
        messages = [*self.messages[:index], fewer, *self.messages[index + 1 :]]
        if isinstance(self.given, list):
            return messages
        if isinstance(self.given, Mapping):
            return {**self.given, self.key: messages}
        if dataclasses.is_dataclass(self.given) and not isinstance(self.given, type):
            return dataclasses.replace(self.given, **{self.key: messages})
        changed = copy.copy(self.given)
        setattr(changed, self.key, messages)
        return changed


def read(given: Any, config: RunnableConfig | None, key: str = "messages") -> Proposal | None:
    """Read what a tools node was given: a state, a list of calls, or one call with its context."""
    if isinstance(given, Mapping) and given.get("__type") == "tool_call_with_context":
        return _sent("context", given, [given["tool_call"]], messages_of(given.get("state"), key), key)
    if isinstance(given, list) and given and isinstance(given[-1], dict) and given[-1].get("type") == "tool_call":
        return _sent("calls", given, given, messages_in_state(config, key), key)
    messages = messages_of(given, key)
    found = last_proposal(messages) if messages else None
    if messages is None or found is None:
        return None
    index, proposed = found
    return _proposal("state", given, messages, (index, proposed), list(proposed.tool_calls), key)


def _sent(shape: Shape, given: Any, calls: list[RawCall], messages: Sequence[BaseMessage] | None, key: str) -> Proposal:
    found = next(proposals(messages or (), str(calls[0].get("id"))), None)
    if messages is None or found is None:
        return Proposal(shape, given, messages, "", _each_once(calls, "", {}), tuple(calls), key)
    return _proposal(shape, given, messages, found, calls, key)


def _proposal(
    shape: Shape,
    given: Any,
    messages: Sequence[BaseMessage],
    found: tuple[int, AIMessage],
    calls: Sequence[Any],
    key: str,
) -> Proposal:
    index, proposed = found
    name = message_id(proposed, index)
    return Proposal(
        shape, given, messages, name, _each_once(calls, name, answers_after(messages, index)), tuple(calls), key
    )


def _each_once(calls: Sequence[Any], message: str, answered: Mapping[str, ToolMessage]) -> tuple[RawCall, ...]:
    """Leave out what is answered and what is there twice; give ids where there are none."""
    kept: list[RawCall] = []
    for index, call in enumerate(calls):
        if call.get("id") in answered:
            continue
        one = call if call.get("id") else {**call, "id": call_id(call, message, index)}
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return tuple(kept)


def _told_apart(calls: Sequence[RawCall]) -> list[RawCall]:
    """Give an id of its own to a call that an edit made equal to one before it, or both would count as one."""
    kept: list[RawCall] = []
    for place, call in enumerate(calls):
        is_twin = any(_same(call, other) for other in kept)
        kept.append({**call, "id": f"{call['id']}/{place}"} if is_twin else call)
    return kept


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["id"] == other["id"] and one["name"] == other["name"] and one["args"] == other["args"])
