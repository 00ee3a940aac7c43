"""What a tool's schema declares about one argument."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from mosaic_guard.trajectory import JSON

_STEP: Final = re.compile(r"[^.\[\]]+|\[\d+\]")
_MAX_STEPS: Final = 32
_NOTHING: Final[Mapping[str, JSON]] = {}


def declared(schema: Mapping[str, JSON], path: str) -> Mapping[str, JSON]:
    """Find the subschema that describes the value at `path`; empty when there is none."""
    node: object = schema
    for step in _STEP.findall(path)[:_MAX_STEPS]:
        node = next((found for option in options(node, schema) if (found := _member(option, step))), None)
        if node is None:
            return _NOTHING
    found = list(options(node, schema))
    return {key: value for option in reversed(found) for key, value in option.items()} if found else _NOTHING


def unknown_step(schema: Mapping[str, JSON], path: str) -> tuple[str, list[str]]:
    """Find the step of a table's path that the schema does not know, and what it knows there; none: ("", [])."""
    nodes: list[Mapping[str, JSON]] = list(options(schema, schema))
    if any(path in known for known in map(properties, nodes)):
        return "", []
    for step in path.split("."):
        known = sorted({name for node in nodes for name in properties(node)})
        name = step.removesuffix("[]")
        if not known or any(node.get("additionalProperties") for node in nodes):
            return "", []  # anything may stand here
        if name not in known:
            return name, known
        found = [properties(node).get(name) for node in nodes]
        nodes = [option for one in found for option in options(one, schema)]
        if step.endswith("[]"):
            nodes = [option for node in nodes for option in options(node.get("items"), schema)]
    return "", []


def properties(node: Mapping[str, JSON]) -> Mapping[str, JSON]:
    """What one subschema says of each property by its name."""
    found = node.get("properties")
    return found if isinstance(found, Mapping) else _NOTHING


def choices(schema: Mapping[str, JSON], path: str, *, listed: bool) -> Iterator[JSON]:
    """Yield the values the schema spells out for `path`: `const`, `default`, and those that are only `listed`."""
    found = declared(schema, path)
    if listed and isinstance(found.get("enum"), list):
        yield from found["enum"]
    yield from (found[key] for key in ("const", "default") if key in found)


def options(node: object, root: Mapping[str, JSON], depth: int = 0) -> Iterator[Mapping[str, JSON]]:
    """The node and what it refers to or chooses among."""
    if not isinstance(node, Mapping) or depth > 4:
        return
    yield node
    reference = node.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/"):
        target: object = root
        for part in reference[2:].split("/"):
            target = target.get(part) if isinstance(target, Mapping) else None
        yield from options(target, root, depth + 1)
    for key in ("anyOf", "oneOf", "allOf"):
        branches = node.get(key)
        for branch in branches[:16] if isinstance(branches, list) else ():
            yield from options(branch, root, depth + 1)


def _member(node: Mapping[str, JSON], step: str) -> object:
    if step.startswith("["):
        return node.get("items")
    found = properties(node).get(step)
    return found if found is not None else node.get("additionalProperties")
