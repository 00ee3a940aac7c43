"""Leave to run a call, got before anything else sees it: other middleware may run a call by itself, or another tool."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from langchain_core.messages import ToolMessage
from langchain_core.tools import BaseTool
from langgraph.errors import GraphBubbleUp

from mosaic_adapters._drive import Steps, execute
from mosaic_adapters._framework.specs import guarding
from mosaic_adapters._output.results import checked, mapped_messages, tool_messages
from mosaic_adapters._output.written import checked_beside, written
from mosaic_adapters._run.scope import Scope, Token, current
from mosaic_adapters._run.seal import sealed
from mosaic_adapters._tool.execution import FAILED, declared, entered, refused
from mosaic_guard import ToolCall


def admitted(scope: Scope, call: ToolCall, tool: BaseTool | None) -> Steps[Token | ToolMessage]:
    """Ask for leave to run a call; without it, the message that answers the call.

    Args:
        scope: where the call is made.
        call: with the arguments that its tool will get.
        tool: the guarded tool of that name, if there is one.
    """
    known = guarding(tool) if tool is not None else None
    try:
        if known is not None:
            yield from declared(scope, known.spec)
        around = current(scope.session.guard)
        entry = (around and around.token_for(call)) or (yield from entered(scope, call))
    except GraphBubbleUp:
        raise
    except Exception:  # whatever went wrong, nothing ran yet: refuse
        return sealed(scope.session.guard, call, FAILED)
    return Token(entry) if entry.decision.allowed else (yield from refused(scope, call, entry.decision))


@contextmanager
def given_up_together(tokens: Sequence[Token], scope: Scope) -> Iterator[None]:
    """Where leave for one call of a batch can't be waited for, record that those admitted before did not run."""
    try:
        yield
    except BaseException:  # not ours: recorded, then raised again
        for token in tokens:
            scope.session.guard.leave(token.entry, scope.trajectory, outcome="cancelled")
        raise


def run_with(
    tokens: Sequence[Token], scope: Scope, inside: Callable[[], AbstractContextManager[None]], given: Any
) -> Steps[Any]:
    """Run admitted calls; what no guarded tool has run by then was run by whatever took its place."""
    outcome: dict[str, Any] = {"outcome": "error"}
    try:
        with inside():
            result = yield from execute(given)
        if not all(token.used for token in tokens):
            outcome = {"outcome": "error" if any(m.status == "error" for m in tool_messages(result)) else "ok"}
    except GraphBubbleUp:
        outcome = {"outcome": "paused"}
        raise
    except BaseException as error:  # not ours: recorded, then raised again
        outcome["error"] = type(error).__name__
        raise
    finally:
        for token in tokens:
            if not token.used:
                scope.session.guard.leave(token.entry, scope.trajectory, **outcome)
    return result


def checked_by_nobody(scope: Scope, result: Any, call: ToolCall) -> Steps[Any]:
    """Check what no guarded tool made, or what was changed on the way back."""
    if isinstance(result, ToolMessage) and scope.session.is_checked(result):
        return result
    messages = list(tool_messages(result))
    if messages and all(scope.session.is_checked(m) for m in messages):
        clean = yield from checked_beside(result, call, scope.trajectory, is_known=scope.session.has_written)
    else:
        clean = yield from checked(result, call, scope.session)
    for message in tool_messages(clean):
        scope.session.delivers(message)
    for written_by, texts in written(clean):
        scope.session.writes(written_by, texts)
    return clean


def checked_where_new(scope: Scope, result: Any, calls: Sequence[ToolCall]) -> Steps[Any]:
    """Check what a tools node says by itself: its handler of errors may show more of one than the error does."""
    of_id, clean = {call.id: call for call in calls}, dict[int, ToolMessage]()
    for message in tool_messages(result):
        if not scope.session.is_checked(message):
            call = of_id.get(message.tool_call_id, ToolCall(message.tool_call_id, str(message.name or ""), {}))
            clean[id(message)] = yield from checked(message, call, scope.session)
            scope.session.delivers(clean[id(message)])
    return mapped_messages(result, lambda m: clean.get(id(m), m)) if clean else result
