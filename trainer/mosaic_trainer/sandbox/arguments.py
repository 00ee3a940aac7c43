"""Whether the arguments of a call are what its tool declares; what is wrong is told to the agent, as tools do."""

from __future__ import annotations

from collections.abc import Mapping

from mosaic_guard.config.subschema import KEYWORDS, compile_schema
from mosaic_guard.trajectory import JSON


class Arguments:
    """What one tool takes.

    Raises:
        ValueError: its schema can't be understood.
    """

    __slots__ = ("_required", "_tests")

    def __init__(self, schema: Mapping[str, JSON]) -> None:
        self._required = tuple(schema.get("required", ()))
        self._tests = {name: compile_schema(_tested(part)) for name, part in schema.get("properties", {}).items()}

    def fault(self, args: Mapping[str, JSON]) -> str:
        """Say what is wrong with the arguments of a call; empty when nothing is."""
        if missing := [name for name in self._required if name not in args]:
            return f"missing argument: {', '.join(missing)}"
        if unknown := [name for name in args if name not in self._tests]:
            return f"unknown argument: {', '.join(unknown)}"
        wrong = [name for name, value in args.items() if not self._tests[name](value)]
        return f"wrong value for argument: {', '.join(wrong)}" if wrong else ""


def _tested(schema: JSON) -> JSON:
    """Without the keywords that are not tested here (`format`, `$ref`, …)."""
    if not isinstance(schema, Mapping):
        return schema
    kept = {key: value for key, value in schema.items() if key in KEYWORDS}
    for key in ("items", "additionalProperties"):
        if key in kept:
            kept[key] = _tested(kept[key])
    for key in ("anyOf", "allOf"):
        if key in kept:
            kept[key] = [_tested(part) for part in kept[key]]
    if "properties" in kept:
        kept["properties"] = {name: _tested(part) for name, part in kept["properties"].items()}
    return kept
