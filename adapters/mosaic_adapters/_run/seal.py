"""Refusals as tool messages, sealed so that a forged one is not taken for ours."""

from __future__ import annotations

import hmac
from typing import Any

from langchain_core.messages import ToolMessage

from mosaic_guard import Action, Decision, Guard, ToolCall
from mosaic_guard.canonical import keyed_digest

MARK = "mosaic_guard"


def unrun(guard: Guard, call: ToolCall, decision: Decision) -> ToolMessage:
    """The paired answer to a call that did not run; holds no untrusted text."""
    return sealed(guard, call, decision.model_text, ends_run=decision.ends_run)


def sealed(guard: Guard, call: ToolCall, text: str, *, ends_run: bool = False) -> ToolMessage:
    """A message of the guard's own in place of a tool's."""
    seal = keyed_digest(guard.store.key, [MARK, call.id, text])
    mark = {"action": str(Action.REFUSE), "ends_run": ends_run, "seal": seal}
    return ToolMessage(text, name=call.name, tool_call_id=call.id, status="error", artifact={MARK: mark})


def is_sealed(guard: Guard, message: ToolMessage) -> bool:
    """Whether the guard wrote this very message."""
    mark = mark_of(message)
    if not mark or not isinstance(message.content, str):
        return False
    expected = keyed_digest(guard.store.key, [MARK, str(message.tool_call_id), message.content])
    return hmac.compare_digest(str(mark.get("seal")), expected)


def mark_of(message: ToolMessage) -> dict[str, Any]:
    """What the guard noted on a message; it may be forged, so it only ever makes things stricter."""
    artifact = message.artifact
    mark = artifact.get(MARK) if isinstance(artifact, dict) else None
    return mark if isinstance(mark, dict) else {}
