"""What LangGraph takes for an update of the state, of whatever shape, as a mapping of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from langchain_core.messages import BaseMessage
from langgraph.types import Command, Overwrite

from mosaic_adapters._framework.compat import ROOT, pairs_of


def is_several(result: Any) -> bool:
    """Whether a result holds further ones: a tuple does where a command is in it."""
    return isinstance(result, list) or (isinstance(result, tuple) and any(isinstance(one, Command) for one in result))


def held(part: Any) -> Any:
    """The value of a part of an update."""
    return part.value if isinstance(part, Overwrite) else part


def holding(part: Any, value: Any) -> Any:
    """A part like this one, with another value."""
    return replace(part, value=value) if isinstance(part, Overwrite) else value


def parts_of(update: Any) -> Mapping[str, Any]:
    """Name what an update writes by key: with a number where one comes again, `__root__` where there is none."""
    if isinstance(update, Mapping):
        return update
    parts: dict[str, Any] = {}
    for key, part in pairs_of(update):
        name, number = key, len(parts)  # from 1, many of one key would take quadratic time
        while name in parts:
            number += 1
            name = f"{key} ({number})"
        parts[name] = part
    return parts


def with_parts(update: Any, parts: Mapping[str, Any]) -> Any:
    """The update with these parts, or itself where they are its own; one that is missing is not written."""
    known = parts_of(update)
    if len(parts) == len(known) and all(parts[name] is part for name, part in known.items()):
        return update
    if isinstance(update, Mapping):
        return parts
    if list(known) == [ROOT]:
        return parts.get(ROOT)
    named = zip(known, pairs_of(update), strict=True)
    pairs = [(key, parts[name]) for name, (key, _) in named if name in parts]
    # no dict: a tools node takes that for the whole answer to a call, and wants a message in it
    return pairs if isinstance(update, list) else tuple(pairs)


def state_of(result: Any) -> Mapping[str, Any] | None:
    """What a node's result writes, be it a mapping or an object; None where it is neither."""
    if isinstance(result, (BaseMessage, Command, list)):
        return None
    if isinstance(result, Mapping):
        return result
    pairs = dict(pairs_of(result))
    if not pairs or ROOT in pairs:
        return None
    others = {**getattr(result, "__dict__", {}), **(getattr(result, "model_extra", None) or {})}
    return {**{name: value for name, value in others.items() if value is not None}, **pairs}
