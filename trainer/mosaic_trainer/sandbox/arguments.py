"""Whether the arguments of a call are what its tool declares; what is wrong is told to the agent, as tools do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mosaic_guard.config.subschema import KEYWORDS, compile_schema
from mosaic_guard.trajectory import JSON


def fault(schema: Mapping[str, JSON], args: Mapping[str, JSON]) -> str:
    """Say what is wrong with the arguments; empty when nothing is."""
    declared: Mapping[str, Any] = schema.get("properties", {})
    missing = [name for name in schema.get("required", ()) if name not in args]
    unknown = [name for name in args if name not in declared]
    if missing:
        return f"missing argument: {', '.join(missing)}"
    if unknown:
        return f"unknown argument: {', '.join(unknown)}"
    wrong = [name for name, value in args.items() if not compile_schema(_known(declared[name]))(value)]
    return f"wrong value for argument: {', '.join(wrong)}" if wrong else ""


def _known(schema: JSON) -> JSON:
    """Without the keywords that are not tested here (`format`, `$ref`, …)."""
    if not isinstance(schema, Mapping):
        return schema
    kept = {key: value for key, value in schema.items() if key in KEYWORDS}
    for key in ("items", "additionalProperties"):
        if key in kept:
            kept[key] = _known(kept[key])
    for key in ("anyOf", "allOf"):
        if key in kept:
            kept[key] = [_known(part) for part in kept[key]]
    if "properties" in kept:
        kept["properties"] = {name: _known(part) for name, part in kept["properties"].items()}
    return kept
