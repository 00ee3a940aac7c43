"""Guards plain functions, for agents that use no framework."""

from __future__ import annotations

import functools
import inspect
import uuid
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from mosaic_guard.canonical import plain
from mosaic_guard.errors import ToolDenied
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON, Message, Origin, Requester, RunId, ToolCall, ToolOutput, Trajectory

if TYPE_CHECKING:
    from mosaic_guard.engine.execution import Entry
    from mosaic_guard.engine.texts import Delivery
    from mosaic_guard.guard import Guard

CURRENT: ContextVar[Trajectory | None] = ContextVar("mosaic_trajectory", default=None)
"""The run a guarded function belongs to, where it was not wrapped for one; set by `Guard.trajectory`."""

_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"str": "string", "int": "integer", "float": "number", "bool": "boolean", "list": "array", "dict": "object"}
)

_MARK: Final = "_mosaic_guarded"


def start(
    guard: Guard, task: str, *, thread: str | None, tools: Iterable[ToolSpec], requester: Requester | None = None
) -> Trajectory:
    """Start a trajectory with the user's task, and make it the current one."""
    trajectory = Trajectory(RunId(thread or uuid.uuid4().hex))
    trajectory.requester = requester
    if task:
        trajectory.append(Message("user", task, Origin.USER))
    guard.check_tools(list(tools), trajectory)
    CURRENT.set(trajectory)
    return trajectory


def guarded(guard: Guard, function: Callable[..., Any], trajectory: Trajectory | None) -> Callable[..., Any]:
    """Wrap `function`: same signature; its call is checked on bound arguments with defaults filled in.

    A string, list or dict it returns is checked as a tool output, and comes back clean.
    """
    spec = spec_of(function)
    signature = inspect.signature(function)

    def propose(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[ToolCall, Trajectory]:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        run = trajectory or CURRENT.get() or start(guard, "", thread=None, tools=[])
        call = ToolCall(uuid.uuid4().hex, spec.name, plain(dict(bound.arguments)))
        run.append(Message("assistant", "", Origin.MODEL, calls=(call,)))
        return call, run

    @functools.wraps(function)
    def call_sync(*args: Any, **kwargs: Any) -> Any:
        call, run = propose(args, kwargs)
        guard.add_tool(spec, run)
        entry = _allowed(guard.enter(call, run))
        try:
            result = function(*args, **kwargs)
        except BaseException as error:  # recorded, and raised again as it is
            guard.leave(entry, run, outcome="error", error=type(error).__name__)
            raise
        guard.leave(entry, run, outcome="ok")
        return _delivered(guard.check_output(_output(call, result), run), result, run)

    @functools.wraps(function)
    async def call_async(*args: Any, **kwargs: Any) -> Any:
        call, run = propose(args, kwargs)
        await guard.aadd_tool(spec, run)
        entry = _allowed(await guard.aenter(call, run))
        try:
            result = await function(*args, **kwargs)
        except BaseException as error:  # recorded, and raised again as it is
            guard.leave(entry, run, outcome="error", error=type(error).__name__)
            raise
        guard.leave(entry, run, outcome="ok")
        return _delivered(await guard.acheck_output(_output(call, result), run), result, run)

    wrapper = call_async if inspect.iscoroutinefunction(function) else call_sync
    vars(wrapper)[_MARK] = True
    return wrapper


def is_guarded(function: Callable[..., Any]) -> bool:
    """Whether this function was made by `Guard.wrap` or `Guard.tool`."""
    return _MARK in getattr(function, "__dict__", {})


def spec_of(function: Callable[..., Any]) -> ToolSpec:
    """Declare a plain function as a tool, by its name, docstring and annotations."""
    parameters = inspect.signature(function).parameters
    properties = {name: _schema(p.annotation) for name, p in parameters.items()}
    schema = {"type": "object", "properties": properties}
    return ToolSpec(function.__name__, inspect.getdoc(function) or "", schema)


def _schema(annotation: Any) -> dict[str, JSON]:
    name = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")
    return {"type": _TYPES[name]} if name in _TYPES else {}


def _allowed(entry: Entry) -> Entry:
    if not entry.decision.allowed:
        raise ToolDenied(entry.decision)
    return entry


def _output(call: ToolCall, result: object) -> ToolOutput:
    if isinstance(result, str):
        return ToolOutput(call.id, call.name, result)
    return ToolOutput(call.id, call.name, "", structured=plain(result))


def _delivered(delivery: Delivery[ToolOutput], result: object, run: Trajectory) -> object:
    run.append(delivery.content)
    if delivery.content.structured is None:
        return delivery.content.content if isinstance(result, str) or not delivery.decision.allowed else result
    return result if delivery.decision.action == 0 else delivery.content.structured
