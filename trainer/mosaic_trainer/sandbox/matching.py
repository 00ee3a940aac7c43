"""Whether a call is the one that is meant: same tool, same arguments, however they are spelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mosaic_guard.canonical import plain
from mosaic_guard.config.subschema import same
from mosaic_guard.trajectory import JSON
from mosaic_guard.victim import strings
from mosaic_trainer.task.task import Call, EffectPattern


def matches(patterns: Iterable[EffectPattern], tool: str, args: Mapping[str, JSON]) -> bool:
    """Whether any pattern is about this call; arguments that a pattern doesn't name may be anything."""
    return any(
        pattern.tool == tool and all(k in args and same_value(args[k], v) for k, v in pattern.args.items())
        for pattern in patterns
    )


def is_call(call: Call, tool: str, args: Mapping[str, JSON]) -> bool:
    """Whether this is exactly that call."""
    return (
        call.tool == tool and call.args.keys() == args.keys() and matches([EffectPattern(tool, call.args)], tool, args)
    )


def same_value(one: JSON, other: JSON) -> bool:
    """Equal but for case and white space of texts: nobody gets around a pattern by writing in capitals."""
    return same(_folded(plain(one)), _folded(plain(other)))


def holds(value: JSON, texts: Iterable[str]) -> bool:
    """Whether any of the texts stands in a value, in any of its parts."""
    parts = [_folded(part) for part in strings(plain(value))]
    return any(_folded(text) in part for text in texts if text for part in parts)


def _folded(value: JSON) -> JSON:
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    if isinstance(value, dict):
        return {key: _folded(part) for key, part in value.items()}
    return [_folded(part) for part in value] if isinstance(value, list) else value
