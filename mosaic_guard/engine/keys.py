"""What identifies a call, an intent and a request, across processes and resumes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mosaic_guard.canonical import keyed_digest, plain
from mosaic_guard.trajectory import JSON, RunId, ToolCall


def call_key(key: bytes, run: RunId, call: ToolCall) -> str:
    """Identify one call with its exact arguments: the same in every process, and after every resume."""
    return keyed_digest(key, [run.thread, run.namespace, call.message_id, call.id, call.name, call.args])


def intent_and_values(key: bytes, call: ToolCall, decisive: Iterable[str]) -> tuple[str, str]:
    """Identify what a call would do to whom: however its values are spelled, and in the spelling that a grant fixes."""
    exact = _values(call, decisive)
    folded = _folded(exact)
    values = keyed_digest(key, [call.name, exact])
    return values if folded == exact else keyed_digest(key, [call.name, folded]), values


def _values(call: ToolCall, decisive: Iterable[str]) -> dict[str, JSON]:
    """The arguments that decide; all of them where none is known to."""
    heads = {re.split(r"[.\[]", path, maxsplit=1)[0] for path in decisive}
    args = {name: plain(value) for name, value in call.args.items()}
    return {name: args[name] for name in args if name in heads} or args


def request_id(call_key: str, attempt: int) -> str:
    """Name the one request that may be made for this attempt at a call."""
    return f"{call_key}#{attempt}"


def is_request_about(call_key: str, request: str) -> bool:
    """Whether a request of this name is about that call, at whatever attempt."""
    return request.rpartition("#")[0] == call_key


def _folded(value: JSON) -> JSON:
    if isinstance(value, str):
        return " ".join(value.split()).casefold()
    if isinstance(value, dict):
        return {k: _folded(v) for k, v in value.items()}
    return [_folded(v) for v in value] if isinstance(value, list) else value
