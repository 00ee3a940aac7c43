"""One guarded call: decide, run once, record, check what came back."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from langchain_core.messages import ToolMessage
from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, ToolException
from langgraph.errors import GraphBubbleUp

from mosaic_adapters._drive import Steps, add_tool, check_output, enter, execute
from mosaic_adapters._framework.compat import task_of
from mosaic_adapters._framework.specs import Guarding
from mosaic_adapters._output.deltas import deltas
from mosaic_adapters._output.errors import Handled, Handler, said_beside
from mosaic_adapters._output.results import checked_result, checked_text
from mosaic_adapters._run.scope import Scope, beneath, current, located
from mosaic_adapters._run.seal import sealed, unrun
from mosaic_adapters._turn.asking import Asking
from mosaic_guard import Action, Decision, Entry, MosaicError, ToolCall, ToolOutput, ToolSpec
from mosaic_guard.trajectory import JSON

_log = logging.getLogger(__name__)

FAILED = "Refused: the safety check failed, so this was not run. Do not retry this call. Tell the user."
WITHHELD = "[withheld by mosaic-guard: the tool did run, but its output could not be checked. Do not run it again.]"


def guarded_execution(
    tool: BaseTool, known: Guarding, args: dict[str, JSON], call_id: str, config: RunnableConfig | None
) -> Steps[Any]:
    """Run a tool as its guard decides; a failure of the guard before the effect is a refusal."""
    guard = known.guard
    call = ToolCall(call_id, tool.name, args)
    try:
        scope = current(guard) or (yield from located(guard, config, call_id))
        own_id = call_id or f"{scope.message_id or task_of(config)}/{tool.name}"
        call = ToolCall(own_id, tool.name, args, scope.message_id)
        entry = scope.token_for(call)
        if entry is None:
            yield from declared(scope, known.spec)
            entry = yield from entered(scope, call)
    except GraphBubbleUp:
        raise
    except Exception:  # whatever went wrong, nothing ran yet: refuse, but where a monitor blocks nothing
        if guard.mode == "enforce":
            return _answer(tool, call_id, sealed(guard, call, FAILED))
        _log.exception("a monitor failed; the call passes unchecked tool=%s", tool.name)
        return (yield from execute())
    if not entry.decision.allowed:
        return _answer(tool, call_id, (yield from refused(scope, call, entry.decision)))
    return (yield from _executed(tool, call, entry, scope))


def declared(scope: Scope, spec: ToolSpec) -> Steps[None]:
    """Make sure the tool's declaration is bound in this run."""
    if spec.name not in scope.session.guard.tools(scope.trajectory).specs:
        yield from add_tool(spec, scope.trajectory)


def refused(scope: Scope, call: ToolCall, decision: Decision) -> Steps[ToolMessage]:
    """The answer to a call that did not run; a person's words stand in it as text that nobody vouches for."""
    message, said = unrun(scope.session.guard, call, decision), decision.answer
    if said is None or not said.message:
        return message
    clean = yield from checked_text(call, said.message, scope.trajectory)
    if said.decision == "respond":
        message = ToolMessage(clean, name=call.name, tool_call_id=call.id)
        scope.session.delivers(message)
        return message
    return message.model_copy(update={"content": f"{message.content}\nThe person who said no adds: {clean}"})


def all_refused(scope: Scope, calls: Sequence[ToolCall], decisions: Sequence[Decision]) -> Steps[list[ToolMessage]]:
    """The answers to calls none of which ran."""
    answers = []
    for call, decision in zip(calls, decisions, strict=True):
        answers.append((yield from refused(scope, call, decision)))  # comprehensions can't yield from
    return answers


def entered(scope: Scope, call: ToolCall) -> Steps[Entry]:
    """Ask for leave to run; where a person has to say so and an interrupt is safe, ask the person first."""
    attended, asking = scope.may_interrupt, Asking(scope, is_batch=False)
    if attended:
        _, attended = yield from asking.caught_up([call], lambda calls, _: calls)
    entry = yield from enter(call, scope.trajectory, attended=attended)
    if entry.decision.action is Action.VERIFY:
        yield from asking.asked([call])
        entry = yield from enter(call, scope.trajectory, attended=False)
    return entry


def _executed(tool: BaseTool, call: ToolCall, entry: Entry, scope: Scope) -> Steps[Any]:
    guard, trajectory = scope.session.guard, scope.trajectory
    failure: Exception | None = None
    try:
        with beneath(trajectory), deltas(dropped=guard.mode == "enforce"):
            result = yield from execute()
    except GraphBubbleUp:
        guard.leave(entry, trajectory, outcome="paused")
        raise
    except Exception as error:  # the tool's own; recorded, its text checked, then raised again
        guard.leave(entry, trajectory, outcome="error", error=type(error).__name__)
        failure = yield from _clean_error(tool, error, call, scope)
        if failure is error:
            raise
    except BaseException as error:  # cancelled or interrupted: recorded, then raised again
        guard.leave(entry, trajectory, outcome="error", error=type(error).__name__)
        raise
    if failure is not None:
        raise failure  # out here, so that it does not carry the error whose text was cut
    guard.leave(entry, trajectory, outcome="ok")
    try:
        return (yield from checked_result(tool, scope.session.named(call), result, scope.session))
    except Exception:  # the effect has happened; its output is withheld, and the model is told, but by a monitor
        if guard.mode == "enforce":
            return _withheld(tool)
        _log.exception("a monitor failed; the output passes unchecked tool=%s", tool.name)
        return result


def _clean_error(tool: BaseTool, error: Exception, call: ToolCall, scope: Scope) -> Steps[Exception]:
    """What an error says reaches the model like an output does, so it is checked like one."""
    trajectory, handler = scope.trajectory, tool.handle_tool_error
    try:
        if isinstance(handler, Handler) and isinstance(error, ToolException):
            answer = yield from checked_result(tool, scope.session.named(call), handler.own(error), scope.session)
            return Handled(answer)
        delivery = yield from check_output(output := _output_of(error, call), trajectory)
    except MosaicError:
        return ToolException(WITHHELD)
    return error if delivery.content is output else ToolException(str(delivery.content.content))


def _output_of(error: Exception, call: ToolCall) -> ToolOutput:
    beside = said_beside(error)
    return ToolOutput(call.id, call.name, str(error), beside or None, is_error=True, message_id=call.message_id)


def _answer(tool: BaseTool, call_id: str, message: Any) -> Any:
    """A refusal as the tool's own result: a message where there is a call to answer, else its text."""
    content = message if call_id else message.content
    return (content, None) if tool.response_format == "content_and_artifact" else content


def _withheld(tool: BaseTool) -> Any:
    return (WITHHELD, None) if tool.response_format == "content_and_artifact" else WITHHELD
