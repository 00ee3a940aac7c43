"""The whole batch of a turn: decided before anything runs, and asked about in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from langchain_core.messages import ToolMessage
from langchain_core.tools import BaseTool

from mosaic_adapters._drive import Steps, add_tool, check_calls, check_tools
from mosaic_adapters._framework.messages import as_json
from mosaic_adapters._framework.specs import final_arguments, guarding
from mosaic_adapters._run.scope import Scope
from mosaic_adapters._run.session import Session
from mosaic_adapters._turn.asking import Asking, Said
from mosaic_adapters._turn.proposal import RawCall
from mosaic_guard import Action, Decision, ToolCall, ToolSpec
from mosaic_guard.canonical import plain


@dataclass(slots=True)
class Batch:
    """What the guard, and where it was asked a person, said to the calls of a turn."""

    run: list[RawCall]
    """The calls, edited ones as a person left them."""
    calls: list[ToolCall] = field(default_factory=list)
    """The same calls, with the arguments their tools will get."""
    decisions: list[Decision] = field(default_factory=list)
    """On each of them."""
    edited: set[int] = field(default_factory=set)
    """Where a person changed what stands there."""


def specs_of(tools: Iterable[BaseTool]) -> list[ToolSpec]:
    """The declarations of guarded tools."""
    return [known.spec for tool in tools if (known := guarding(tool)) is not None]


def bound(session: Session, tools: Mapping[str, BaseTool]) -> Steps[None]:
    """Bind the tools in force, unless the very same ones are bound."""
    objects = tuple(tools.values())
    if len(session.bound) == len(objects) and all(a is b for a, b in zip(session.bound, objects, strict=True)):
        return
    yield from check_tools(specs_of(objects), session.trajectory)
    session.bound = objects


def added(session: Session, tools: Mapping[str, BaseTool]) -> Steps[None]:
    """Bind tools beside those in force."""
    for spec in specs_of(tools.values()) if tools else ():
        if spec.name not in session.guard.tools(session.trajectory).specs:
            yield from add_tool(spec, session.trajectory)


def pending_calls(scope: Scope, calls: Sequence[RawCall], tools: Mapping[str, BaseTool]) -> list[ToolCall]:
    """The calls with the arguments their tools will get."""
    return [_final(scope, raw, tools.get(str(raw["name"]))) for raw in calls]


def decided(
    scope: Scope,
    proposed: Sequence[RawCall],
    tools: Mapping[str, BaseTool],
    *,
    ask: bool,
    attended: bool,
    together: bool = True,
) -> Steps[Batch]:
    """Decide every call of the turn, then ask a person about those that wait for one.

    What waits on though it is not to `ask` is asked about at the tool, if it is `attended`; else it is refused.
    """
    calls = pending_calls(scope, proposed, tools)
    batch = Batch(list(proposed))
    if not calls:
        return batch
    asking, revised = Asking(scope, tools, is_batch=together), partial(_applied, scope, batch, tools)
    if ask:
        calls, ask = yield from asking.caught_up(calls, revised)
        attended = attended and ask
    decisions = yield from check_calls(calls, scope.trajectory, attended=attended)
    if ask and any(d.action is Action.VERIFY for d in decisions):
        calls = revised(calls, (yield from asking.asked(calls)))
        decisions = yield from check_calls(calls, scope.trajectory)
    batch.calls, batch.decisions = calls, decisions
    return batch


def _applied(
    scope: Scope, batch: Batch, tools: Mapping[str, BaseTool], calls: Sequence[ToolCall], heard: Sequence[Said]
) -> list[ToolCall]:
    """Put the edited calls in their places; an id does not tell which, since a model may use one twice."""
    for said in heard:
        if said.instead is not None:
            place = calls.index(said.call)
            batch.edited.add(place)
            instead = {"name": said.instead.name, "args": dict(said.instead.args)}
            batch.run[place] = {**batch.run[place], **instead}
    return pending_calls(scope, batch.run, tools)


def _final(scope: Scope, raw: RawCall, tool: BaseTool | None) -> ToolCall:
    known = guarding(tool) if tool is not None else None
    args = final_arguments(tool, raw["args"], raw["id"], known) if tool is not None and known else None
    return ToolCall(raw["id"], str(raw["name"]), plain(raw["args"]) if args is None else args, scope.message_id)


def noticed(message: ToolMessage, instead: ToolCall) -> ToolMessage:
    """Tell the model, in the result, that a person changed its call into this one."""
    notice = f"[A person changed this call before it ran: {instead.name} {as_json(instead.args)}]"
    content = message.content
    told = f"{notice}\n{content}" if isinstance(content, str) else [{"type": "text", "text": notice}, *content]
    return message.model_copy(update={"content": told})
