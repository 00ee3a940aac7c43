"""What a tool writes into the state beside messages: checked like its output, and found again where it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from langchain_core.messages import ToolMessage
from langgraph.types import Command

from mosaic_adapters._drive import Steps, check_output
from mosaic_adapters._framework.messages import messages_in
from mosaic_adapters._framework.updates import held, holding, is_several, parts_of, state_of, with_parts
from mosaic_guard import Action, ToolCall, ToolOutput, Trajectory
from mosaic_guard.canonical import plain
from mosaic_guard.trajectory import JSON


def texts_in(update: Mapping[str, Any]) -> dict[str, JSON]:
    """Spell those parts of a state update that say something, but are no messages."""
    values = ((key, held(part)) for key, part in update.items())
    spelled = {key: plain(one) for key, one in values if messages_in(one) is None and not _are_files(one)}
    return {key: value for key, value in spelled.items() if _speaks(value)}


def checked_texts(update: Mapping[str, Any], call: ToolCall, trajectory: Trajectory) -> Steps[Mapping[str, Any]]:
    """Cut orders out of the texts of a state update; of what can't be cleaned, nothing is written."""
    texts = texts_in(update)
    if not texts:
        return update
    output = ToolOutput(call.id, call.name, "", structured=texts, message_id=call.message_id)
    delivery = yield from check_output(output, trajectory)
    if delivery.content is output:
        return update
    if delivery.decision.action is Action.REFUSE:
        return {key: part for key, part in update.items() if key not in texts}
    parts = dict(update)
    for (key, said), clean in zip(texts.items(), delivery.content.structured.values(), strict=True):
        if clean != said:
            parts[key] = holding(update[key], _cut(held(update[key]), clean))
    return parts


def checked_beside(
    result: Any, call: ToolCall, trajectory: Trajectory, *, is_known: Callable[[Mapping[str, JSON]], bool]
) -> Steps[Any]:
    """Check what state updates in a result write beside messages that were checked before."""
    if is_several(result):
        items = []
        for one in result:
            items.append((yield from checked_beside(one, call, trajectory, is_known=is_known)))  # noqa: PERF401  # a generator
        return result if all(a is b for a, b in zip(items, result, strict=True)) else items
    update = parts_of(result.update) if isinstance(result, Command) else state_of(result)
    if update is None or is_known(texts_in(update)):
        return result
    clean = yield from checked_texts(update, call, trajectory)
    if clean is update:
        return result
    return replace(result, update=with_parts(result.update, clean)) if isinstance(result, Command) else clean


def written(result: Any) -> Iterator[tuple[str, dict[str, JSON]]]:
    """The texts that state updates in a result hold, each with the id of the first call that they answer."""
    if isinstance(result, (list, tuple)):
        for one in result:
            yield from written(one)
        return
    update = parts_of(result.update) if isinstance(result, Command) else state_of(result)
    if not update:
        return
    texts, answered = texts_in(update), next(_answered(update), None)
    if texts and answered is not None:
        yield answered, texts


def _answered(update: Mapping[str, Any]) -> Iterator[str]:
    for found in (messages_in(held(part)) for part in update.values()):
        for message in found if isinstance(found, list) else (found,):
            if isinstance(message, ToolMessage):
                yield str(message.tool_call_id)


def _cut(value: Any, clean: JSON) -> Any:
    """The value with its texts as the clean spelling has them; objects of other types stay, whatever they say."""
    if isinstance(value, str):
        return clean if isinstance(clean, str) and clean != value else value
    if type(value) is dict and isinstance(clean, dict) and len(clean) == len(value):
        pairs = zip(value.items(), clean.items(), strict=True)
        return {new if isinstance(key, str) else key: _cut(one, other) for (key, one), (new, other) in pairs}
    if type(value) in (list, tuple) and isinstance(clean, list) and len(clean) == len(value):
        return type(value)(_cut(one, other) for one, other in zip(value, clean, strict=True))
    return value


def _are_files(value: object) -> bool:
    """Whether deep agents keep it as files: the agent reads those by a tool, and what that gives is checked."""
    return isinstance(value, Mapping) and all(one is None or _is_file(one) for one in value.values())


def _is_file(value: object) -> bool:
    return isinstance(value, Mapping) and "content" in value and ("encoding" in value or "modified_at" in value)


def _speaks(value: JSON) -> bool:
    if isinstance(value, (dict, list)):
        return any(map(_speaks, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and not value.isspace() and value != ""
