"""Declares tools in a line each."""

from __future__ import annotations

from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON


def toolbox(*lines: str) -> tuple[tuple[ToolSpec, ...], frozenset[str]]:
    """Read declarations such as `!pay(iban, amount:number) Pay somebody.`; `!` marks those that change something."""
    specs, changes = [], set()
    for line in lines:
        name, _, rest = line.lstrip("!").partition("(")
        arguments, _, description = rest.partition(")")
        specs.append(ToolSpec(name, description.strip(), _schema(arguments)))
        if line.startswith("!"):
            changes.add(name)
    return tuple(specs), frozenset(changes)


def _schema(arguments: str) -> dict[str, JSON]:
    pairs = [part.strip().partition(":") for part in arguments.split(",") if part.strip()]
    properties: dict[str, JSON] = {}
    for name, _, kind in pairs:
        properties[name.rstrip("?")] = {"type": kind or "string"}
        if kind == "array":
            properties[name.rstrip("?")]["items"] = {"type": "string"}
    required = [name for name, _, _ in pairs if not name.endswith("?")]
    return {"type": "object", "properties": properties, "required": required}
