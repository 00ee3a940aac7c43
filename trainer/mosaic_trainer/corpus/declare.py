"""The notation of tools and calls that domains are written in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Final

from mosaic_guard.tool import Effect, EffectSource, ToolSpec
from mosaic_guard.trajectory import JSON
from mosaic_trainer.task.task import Call, EffectPattern, MockTool, Operation

_TOOL: Final = re.compile(r"(\w+)\(([^)]*)\) ([^=]*) = (\w+) (\w+)([^!]*)(?:! (.*))?")
_KINDS: Final = ("select", "insert", "update", "delete")


def tools(*lines: str) -> tuple[MockTool, ...]:
    """Read declarations.

    One is `name(argument*, sum:number) What it does. = insert table column argument:column ! external final`: a `*`
    marks what is decisive; an update names which rows, a `>`, and what it sets.
    """
    return tuple(map(_tool, lines))


def brief(tool: MockTool) -> MockTool:
    """Shorten a declaration to what a tiny model can read."""
    types: dict[str, JSON] = {name: {} for name in tool.spec.schema["properties"]}
    return replace(tool, spec=replace(tool.spec, schema={"properties": types}))


@cache
def parts(call: str) -> tuple[str, Mapping[str, str]]:
    """Read a call: its tool, and its arguments' templates."""
    name, *given = call.split()
    return name, MappingProxyType(dict(word.split("=", 1) for word in given))


def pattern(call: Call, offered: Mapping[str, MockTool]) -> EffectPattern:
    """Match a call's effect, whatever its arguments say that decide nothing."""
    decisive = offered[call.tool].spec.decisive
    return EffectPattern(call.tool, {name: value for name, value in call.args.items() if name in decisive})


def writes(calls: Sequence[Call], offered: Mapping[str, MockTool]) -> tuple[Call, ...]:
    """Those that change something."""
    return tuple(call for call in calls if offered[call.tool].operation.kind != "select")


def _tool(line: str) -> MockTool:
    found = _TOOL.fullmatch(line)
    assert found is not None, f"no declaration: {line}"
    name, given, description, kind, table, columns, flags = found.groups()
    arguments = [word.strip() for word in given.split(",") if word.strip()]
    types: dict[str, JSON] = {}
    decisive = set[str]()
    for word in arguments:
        argument, _, type = word.replace("*", "").partition(":")
        types[argument] = {"type": type or "string"}
        if "*" in word:
            decisive.add(argument)
    schema = {"type": "object", "properties": types, "required": list(types)}
    effect = Effect(
        write=kind != "select",
        reversible="final" not in (flags or ""),
        external="external" in (flags or ""),
        idempotent=kind == "select",
        source=EffectSource.TABLE,
    )
    spec = ToolSpec(name, description, schema, effect=effect, decisive=frozenset(decisive or types), known=True)
    return MockTool(spec, _operation(kind, table, columns))


def _operation(kind: str, table: str, columns: str) -> Operation:
    which, _, sets = columns.partition(">")
    first, second = _columns(which), _columns(sets)
    if kind == "insert":
        return Operation("insert", table, values=first)
    if kind == "update":
        return Operation("update", table, where=first, values=second)
    assert kind in _KINDS, f"no kind of operation: {kind}"
    return Operation("select" if kind == "select" else "delete", table, where=first)


def _columns(words: str) -> dict[str, str]:
    """Column to argument; where they differ, `argument:column`."""
    pairs = (word.partition(":") for word in words.split())
    return {column or argument: argument for argument, _, column in pairs}
