"""The core types as JSON, for payloads and stored messages, and read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from math import isfinite
from operator import attrgetter
from typing import Any, Final

from mosaic_guard.assessment import (
    ArgumentFact,
    ContactFact,
    EchoFact,
    Fact,
    Finding,
    InjectionFact,
    SecretFact,
    Span,
)
from mosaic_guard.canonical import plain
from mosaic_guard.tool import Effect, EffectSource
from mosaic_guard.trajectory import JSON, Item, Message, Origin, ToolCall, ToolOutput

_TAGS: Final[Mapping[type, str]] = {
    ArgumentFact: "argument",
    InjectionFact: "injection",
    SecretFact: "secret",
    EchoFact: "echo",
    ContactFact: "contact",
    Message: "message",
    ToolOutput: "output",
}
"""Where readers must tell types apart, the object carries this as its `type`."""

_LEAVES: Final = frozenset({str, int, bool, type(None)})


def to_json(value: Any) -> JSON:
    """Reduce a value to JSON types: dataclasses by their fields, enums by their value, the rest as `plain` does."""
    kind = type(value)
    if kind in _LEAVES or (kind is float and isfinite(value)):
        return value
    if isinstance(value, (tuple, list)):
        return [to_json(v) for v in value]
    return _layout(kind)(value)  # type: ignore[arg-type]  # mypy takes classes for unhashable


def item_to_json(item: Item) -> JSON:
    """Encode one item of a trajectory. A tool's artifact is no text the model saw: only its type is kept."""
    if isinstance(item, ToolOutput) and item.artifact is not None:
        item = replace(item, artifact=f"<{type(item.artifact).__qualname__}>")
    encoded: dict[str, JSON] = to_json(item)
    return encoded


@cache
def _layout(kind: type) -> Callable[[Any], JSON]:
    """How to encode what is no leaf: the fields of a dataclass are looked up once."""
    if not is_dataclass(kind):
        return attrgetter("_value_") if issubclass(kind, Enum) else plain  # `value` is the same, by two calls
    names = tuple(f.name for f in fields(kind))
    values = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    tag = {"type": _TAGS[kind]} if kind in _TAGS else {}

    def encode(value: Any) -> JSON:
        parts = zip(names, values(value), strict=True)
        return {**tag, **{n: v if type(v) in _LEAVES else to_json(v) for n, v in parts}}

    return encode


def item_from_json(value: Mapping[str, JSON]) -> Item:
    """Read one item of a trajectory back."""
    known = {k: v for k, v in value.items() if k != "type"}
    known["origin"] = Origin(known["origin"])
    if value["type"] == "message":
        return Message(**known | {"calls": tuple(ToolCall(**c) for c in known["calls"])})
    return ToolOutput(**known)


def finding_from_json(value: Mapping[str, JSON]) -> Finding:
    """Read a finding back."""
    return Finding(value["code"], value["message"], value.get("path", ""), _span(value.get("span")))


def fact_from_json(value: Mapping[str, JSON]) -> Fact:
    """Read a fact back."""
    known = {k: v for k, v in value.items() if k != "type"}
    if value["type"] == "injection":
        return InjectionFact(**{**known, "span": Span(**known["span"]), "block": Span(**known["block"])})
    if value["type"] == "echo":
        return EchoFact(**{**known, "span": Span(**known["span"]), "told": Span(**known["told"])})
    if value["type"] == "contact":
        return ContactFact(**{**known, "span": Span(**known["span"]), "carrier": Span(**known["carrier"])})
    known |= {"origin": Origin(known["origin"]), "span": _span(known["span"])}
    return ArgumentFact(**known) if value["type"] == "argument" else SecretFact(**known)


def effect_from_json(value: Mapping[str, JSON]) -> Effect:
    """Read a tool's effect back."""
    return Effect(**{**value, "source": EffectSource(value["source"])})


def _span(value: Mapping[str, JSON] | None) -> Span | None:
    return Span(**value) if value else None
