"""One body for sync and async: a generator that names what it wants from the guard, and two ways to drive it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from mosaic_guard import (
    ApprovalRequest,
    ConfigError,
    Decision,
    Entry,
    Guard,
    ToolCall,
    ToolOutput,
    ToolSpec,
    Trajectory,
)
from mosaic_guard.approval import Answer, Place, Recall
from mosaic_guard.assessment import Finding
from mosaic_guard.engine.run import Toolset
from mosaic_guard.engine.texts import Delivery

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the guard: the name of one of its methods, and its arguments."""

    method: str
    args: tuple[Any, ...]
    options: Mapping[str, Any] = field(default_factory=dict)


Steps = Generator[Ask, Any, T]

_EXECUTE: Final = ""


def needed(guard: object, approver_of: object = None) -> Guard:
    """Give a guard back, if it is one and whoever answers can be asked for.

    Raises:
        ConfigError: else nothing would say so before the first call.
    """
    if not isinstance(guard, Guard):
        msg = f"guard is {guard!r:.80}; it must be a Guard. Guard.from_file(…) makes one of a file."
        raise ConfigError(msg)
    if approver_of is not None and not callable(approver_of):
        msg = f"approver_of is {approver_of!r:.80}; it must be a function of the config that names who answers."
        raise ConfigError(msg)
    return guard


def drive(guard: Guard, steps: Steps[T], guarded: Callable[..., Any] | None = None) -> T:
    """Drive `steps` to the end on this thread."""
    try:
        ask = next(steps)
        while True:
            try:
                value = _meant(guard, ask, guarded)(*ask.args, **ask.options)
            except BaseException as error:  # the body decides; it re-raises what is not its own
                ask = steps.throw(error)
            else:
                ask = steps.send(value)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]  # StopIteration is not generic


async def adrive(guard: Guard, steps: Steps[T], guarded: Callable[..., Awaitable[Any]] | None = None) -> T:
    """Drive `steps` to the end on the event loop, by the guard's async twins."""
    try:
        ask = next(steps)
        while True:
            try:
                value = await _meant(guard, ask, guarded, "a")(*ask.args, **ask.options)
            except BaseException as error:  # the body decides; it re-raises what is not its own
                ask = steps.throw(error)
            else:
                ask = steps.send(value)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]  # StopIteration is not generic


def _meant(guard: Guard, ask: Ask, guarded: Callable[..., Any] | None, prefix: str = "") -> Callable[..., Any]:
    if ask.method:
        method: Callable[..., Any] = getattr(guard, prefix + ask.method)
        return method
    assert guarded is not None, "a body that executes is driven with something to execute"
    return guarded


# The guard's methods as steps, with their types.


def execute(*args: Any) -> Steps[Any]:
    """Run what is being guarded: a tool, a model, a node."""
    return (yield Ask(_EXECUTE, args))


def check_tools(specs: Sequence[ToolSpec], trajectory: Trajectory) -> Steps[Toolset]:
    """See `Guard.check_tools`."""
    return (yield Ask("check_tools", (specs, trajectory)))  # type: ignore[no-any-return]  # what the driver sends


def add_tool(spec: ToolSpec, trajectory: Trajectory) -> Steps[Toolset]:
    """See `Guard.add_tool`."""
    return (yield Ask("add_tool", (spec, trajectory)))  # type: ignore[no-any-return]  # as above


def check_prompt(text: str, trajectory: Trajectory) -> Steps[Decision]:
    """See `Guard.check_prompt`."""
    return (yield Ask("check_prompt", (text, trajectory)))  # type: ignore[no-any-return]  # as above


def check_calls(calls: Sequence[ToolCall], trajectory: Trajectory, *, attended: bool = True) -> Steps[list[Decision]]:
    """See `Guard.check_calls`."""
    ask = Ask("check_calls", (calls, trajectory), {"attended": attended})
    return (yield ask)  # type: ignore[no-any-return]  # as above


def refuse(call: ToolCall, finding: Finding, trajectory: Trajectory, *, model_text: str) -> Steps[Decision]:
    """See `Guard.refuse`."""
    ask = Ask("refuse", (call, finding, trajectory), {"model_text": model_text})
    return (yield ask)  # type: ignore[no-any-return]  # as above


def check_output(output: ToolOutput, trajectory: Trajectory) -> Steps[Delivery[ToolOutput]]:
    """See `Guard.check_output`."""
    return (yield Ask("check_output", (output, trajectory)))  # type: ignore[no-any-return]  # as above


def check_answer(text: str, trajectory: Trajectory) -> Steps[Delivery[str]]:
    """See `Guard.check_answer`."""
    return (yield Ask("check_answer", (text, trajectory)))  # type: ignore[no-any-return]  # as above


def enter(call: ToolCall, trajectory: Trajectory, *, attended: bool) -> Steps[Entry]:
    """See `Guard.enter`."""
    return (yield Ask("enter", (call, trajectory), {"attended": attended}))  # type: ignore[no-any-return]  # as above


def requests(
    calls: Sequence[ToolCall], trajectory: Trajectory, *, place: Place | None = None
) -> Steps[list[ApprovalRequest]]:
    """See `Guard.requests`."""
    return (yield Ask("requests", (calls, trajectory), {"place": place}))  # type: ignore[no-any-return]  # as above


def recall(calls: Sequence[ToolCall], trajectory: Trajectory, *, place: Place) -> Steps[Recall]:
    """See `Guard.recall`."""
    return (yield Ask("recall", (calls, trajectory), {"place": place}))  # type: ignore[no-any-return]  # as above


def answer(request: ApprovalRequest, said: Answer | None, trajectory: Trajectory) -> Steps[Decision]:
    """See `Guard.answer`."""
    return (yield Ask("answer", (request, said, trajectory)))  # type: ignore[no-any-return]  # as above


def relayed(trajectory: Trajectory) -> Steps[frozenset[str] | None]:
    """See `Guard.relayed`."""
    return (yield Ask("relayed", (trajectory,)))  # type: ignore[no-any-return]  # as above


def resume(trajectory: Trajectory) -> Steps[None]:
    """See `Guard.resume`."""
    yield Ask("resume", (trajectory,))
