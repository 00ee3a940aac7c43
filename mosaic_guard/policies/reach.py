"""What a pending call does: its tool's effect; a read that is given a web address goes there, a shell may only look."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import repeat
from typing import Final

from mosaic_guard.canonical import MAX_DEPTH
from mosaic_guard.policies.shapes import Shape, shape
from mosaic_guard.policies.shell import asks_a_service, keeps_record, only_looks
from mosaic_guard.tool import Effect, EffectSource, ToolSpec
from mosaic_guard.trajectory import JSON, ToolCall

_URL: Final = re.compile(
    r"\s*+(?:<\s*+)?(?:(?:view-source:|jar:|feed:)?(?:https?|s?ftps?|tftp|wss?|smb|cifs|nfs|ldaps?|davs?|webdavs?|gopher|dict|rsync|git|ssh):"
    r"[/\\]{1,8}|//\w|\\\\\w|www\.)",
    re.IGNORECASE,
)
"""Addresses on a network, and the names of machines that systems read as such: `//host/a`, `\\\\host\\a`."""
_NUMBERS: Final = frozenset({int, float, bool, type(None)})


def effect_of(spec: ToolSpec | None, call: ToolCall) -> Effect:
    """Give the effect of one call; that of an unknown tool is the strictest.

    What a person or annotations say of a tool holds; what was inferred of its name can miss that it fetches,
    and that the command it is given only looks.
    """
    effect = spec.effect if spec else Effect()
    if spec is None or effect.source is not EffectSource.INFERRED:
        return effect
    if matters(effect):
        return _of_command(effect, spec.name, call.args)
    return replace(effect, external=True) if _holds_url(call.args, MAX_DEPTH) else effect


def _of_command(effect: Effect, tool: str, args: Mapping[str, JSON]) -> Effect:
    """What a shell does with the command it is given, where that can be told."""
    if only_looks(tool, args):
        return replace(effect, write=False, external=False)
    if asks_a_service(tool, args):
        return replace(effect, write=False, external=True)
    return replace(effect, reversible=True, external=False) if keeps_record(tool, args) else effect


def matters(effect: Effect) -> bool:
    """Whether a call changes something or reaches outside; any other read is nobody's to explain."""
    return effect.write or effect.external


def _holds_url(value: JSON, depth: int) -> bool:
    """Deeper structure than can be read holds anything."""
    if isinstance(value, str):
        return _URL.match(value) is not None or ("/" in value and shape(value) is Shape.HOST)
    if type(value) in _NUMBERS:
        return False
    if isinstance(value, (dict, Mapping)):
        value = tuple(value.values())
    return isinstance(value, (tuple, list, Sequence)) and (depth == 0 or any(map(_holds_url, value, repeat(depth - 1))))
