"""Arguments that a schema takes, for calls that are only made up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_DEEPEST: Final = 8
_BY_TYPE: Final[Mapping[str, Any]] = {"string": "sample", "integer": 1, "number": 1, "boolean": False, "null": None}


def sample(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Make up the arguments that must be there; rules finer than types may still refuse them."""
    made = _value(schema, schema, _DEEPEST)
    return made if isinstance(made, dict) else {}


def _value(schema: Mapping[str, Any], root: Mapping[str, Any], depth: int) -> Any:
    for name in ("default", "const"):
        if name in schema:
            return schema[name]
    for name in ("enum", "examples"):
        if schema.get(name):
            return schema[name][0]
    if depth and (inner := _inner(schema, root)) is not None:
        return _value(inner, root, depth - 1)
    kind = schema.get("type", "object" if "properties" in schema else "string")
    kind = kind[0] if isinstance(kind, list) and kind else kind
    if kind == "array":
        return [_value(schema.get("items", {}), root, depth - 1)] * schema.get("minItems", 0) if depth else []
    if kind == "object":
        known = schema.get("properties", {})
        return {name: _value(known.get(name, {}), root, depth - 1) for name in schema.get("required", ()) if depth}
    if kind in ("integer", "number"):
        return max(_BY_TYPE[kind], schema.get("minimum", 1))
    return _BY_TYPE.get(kind, "sample")


def _inner(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What a schema only points at."""
    reference = schema.get("$ref")
    if isinstance(reference, str):
        found = root.get("$defs", {}).get(reference.rpartition("/")[2])
        return found if isinstance(found, Mapping) else {}
    return next((schema[name][0] for name in ("anyOf", "oneOf", "allOf") if schema.get(name)), None)
