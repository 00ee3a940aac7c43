"""What a tool's declaration makes anew at every validation: ids, times. It is the tool's own, and no call's value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mosaic_guard.trajectory import JSON

_ABSENT: Final = object()


def makes_values(schema: JSON) -> bool:
    """Whether anything in a declaration may be left out and has no default to be told: a function makes it."""
    if isinstance(schema, list):
        return any(map(makes_values, schema))
    if not isinstance(schema, dict):
        return False
    declared, required = schema.get("properties"), schema.get("required") or ()
    if isinstance(declared, dict):
        named = (part for name, part in declared.items() if name not in required)
        if any(isinstance(part, dict) and "default" not in part for part in named):
            return True
    return any(map(makes_values, schema.values()))


def steady(value: JSON, again: JSON, given: Any = _ABSENT) -> JSON:
    """A validated value without what was another when validated again; what may stem from what was given stays."""
    if isinstance(value, list) and isinstance(again, list) and len(value) == len(again):
        parts = given if isinstance(given, list) and len(given) == len(value) else [given] * len(value)
        return [steady(*three) for three in zip(value, again, parts, strict=True)]
    if not isinstance(value, dict) or not isinstance(again, dict):
        return value
    known = given if isinstance(given, Mapping) else {}
    is_read = given is _ABSENT or (isinstance(given, Mapping) and known.keys() <= value.keys())
    kept = {}
    for name, part in value.items():
        other, own = again.get(name), known.get(name, _ABSENT if is_read else None)
        if part == other or own is not _ABSENT or isinstance(part, (dict, list)):
            kept[name] = part if part == other else steady(part, other, own)
    return kept
