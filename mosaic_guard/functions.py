"""Guards plain functions, for agents that use no framework."""

from __future__ import annotations

import functools
import inspect
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType, NoneType
from typing import TYPE_CHECKING, Any, Final

from mosaic_guard.canonical import plain
from mosaic_guard.decision import Action
from mosaic_guard.errors import ConfigError, MosaicError, ToolDenied
from mosaic_guard.legible import readable
from mosaic_guard.passed import as_declared
from mosaic_guard.signature import Bound, arguments_of
from mosaic_guard.subjects import text
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON, Message, Origin, Requester, RunId, ToolCall, ToolOutput, Trajectory

if TYPE_CHECKING:
    from mosaic_guard.current import CurrentRun
    from mosaic_guard.engine.execution import Entry
    from mosaic_guard.engine.texts import Delivery
    from mosaic_guard.guard import Guard

_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"str": "string", "int": "integer", "float": "number", "bool": "boolean", "list": "array", "dict": "object"}
)

_MARK: Final = "_mosaic_guarded"


def start(
    guard: Guard, task: str, *, thread: str | None, tools: Iterable[ToolSpec], requester: Requester | None = None
) -> Trajectory:
    """Start a trajectory with the user's task.

    Raises:
        ConfigError: task or thread is no text.
    """
    text(task, "the task")
    trajectory = Trajectory(RunId(uuid.uuid4().hex if thread in (None, "") else text(thread, "the thread")))
    trajectory.requester = requester
    if task:
        trajectory.append(Message("user", task, Origin.USER))
    guard.check_tools(list(tools), trajectory)
    return trajectory


def guarded(
    guard: Guard, function: Callable[..., Any], trajectory: Trajectory | None, current: CurrentRun
) -> Callable[..., Any]:
    """Wrap `function`: same signature; its call is checked on bound arguments with defaults filled in.

    What it returns is checked as a tool output, and comes back clean: a string, bytes or JSON as such, any other object
    as JSON of what it prints and what it holds (fields, attributes, items), up to 10,000 parts. What an object makes or
    loads when it is asked (properties, query results, the rows of a data frame) is not seen: return that itself. What
    is only read later, as from a generator, can't be checked: it is an error.
    """
    spec = _guardable(function, trajectory)
    arguments = arguments_of(function)

    def propose(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[ToolCall, Bound, Trajectory]:
        bound = arguments.bind(args, kwargs)
        run = trajectory or current.find(spec.name)
        call = ToolCall(uuid.uuid4().hex, spec.name, as_declared(bound.named))
        run.append(Message("assistant", "", Origin.MODEL, calls=(call,)))
        return call, bound, run

    @functools.wraps(function)
    def call_sync(*args: Any, **kwargs: Any) -> Any:
        call, bound, run = propose(args, kwargs)
        guard.add_tool(spec, run)
        with _running(guard, guard.enter(call, run, attended=False), run):
            result = _whole(spec.name, function(*bound.args, **bound.kwargs))
        return _delivered(guard.check_output(_output(call, result), run), result, run)

    @functools.wraps(function)
    async def call_async(*args: Any, **kwargs: Any) -> Any:
        call, bound, run = propose(args, kwargs)
        await guard.aadd_tool(spec, run)
        with _running(guard, await guard.aenter(call, run, attended=False), run):
            result = _whole(spec.name, await function(*bound.args, **bound.kwargs))
        return _delivered(await guard.acheck_output(_output(call, result), run), result, run)

    wrapper = call_async if inspect.iscoroutinefunction(function) else call_sync
    vars(wrapper)[_MARK] = True
    return wrapper


def is_guarded(function: Callable[..., Any]) -> bool:
    """Whether this function was made by `Guard.wrap` or `Guard.tool`."""
    return _MARK in getattr(function, "__dict__", {})


def spec_of(function: Callable[..., Any]) -> ToolSpec:
    """Declare a plain function as a tool, by its name, docstring and annotations.

    Raises:
        ConfigError: it has no name, or no signature.
    """
    name = getattr(function, "__name__", None)
    if not isinstance(name, str):
        msg = f"{function!r:.200} has no name to be checked by. Define a function that calls it, and wrap that."
        raise ConfigError(msg)
    try:
        parameters = arguments_of(function).parameters
    except (TypeError, ValueError) as error:
        msg = f"{function!r:.200} names no arguments to be checked. Define a function that calls it, and wrap that."
        raise ConfigError(msg) from error
    properties = {p.name: _schema(p.annotation) for p in parameters if p.kind is not p.VAR_KEYWORD}
    return ToolSpec(name, inspect.getdoc(function) or "", {"type": "object", "properties": properties})


@contextmanager
def _running(guard: Guard, entry: Entry, run: Trajectory) -> Iterator[None]:
    """Let what is inside run where it may, and record how it ends; what an error says is in view from then on."""
    if not entry.decision.allowed:
        raise ToolDenied(entry.decision)
    try:
        yield
    except BaseException as error:  # recorded, and raised again as it is
        guard.leave(entry, run, outcome="error", error=type(error).__name__)
        if said := _said(error):
            run.append(ToolOutput(entry.call.id, entry.call.name, said, is_error=True))
        raise
    guard.leave(entry, run, outcome="ok")


def _said(error: BaseException) -> str:
    """What an error says, unless it is the guard's own: whoever catches it may show it to the model."""
    if isinstance(error, MosaicError) or not isinstance(error, Exception):
        return ""
    try:
        return str(error)
    except Exception:  # its own code
        return type(error).__name__


def _guardable(function: Callable[..., Any], run: object) -> ToolSpec:
    """Declare what can be guarded; all else is an error."""
    if isinstance(function, (classmethod, staticmethod)):
        kind = type(function).__name__
        msg = f"{function.__name__} is a {kind}: write @{kind} above the guard's decorator, so that this is innermost."
        raise ConfigError(msg)
    spec = spec_of(function)
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise _unread(spec.name, "a generator")
    if not isinstance(run, (Trajectory, NoneType)):
        msg = f"{spec.name} is to belong to {run!r:.80}; it must be a Trajectory, as Guard.trajectory gives it."
        raise ConfigError(msg)
    return spec


def _whole(name: str, result: Any) -> Any:
    """Refuse what can't be checked before somebody reads it."""
    for part in _parts(result):
        if isinstance(part, (Iterator, AsyncIterator, Awaitable)):
            if inspect.iscoroutine(part):
                part.close()  # it has not begun
            raise _unread(name, f"a {type(part).__name__}")
    return result


def _parts(result: Any) -> Iterator[Any]:
    """A result and what its containers hold, each container once."""
    waiting, seen = [result], set()
    while waiting:
        yield (part := waiting.pop())
        if isinstance(part, (list, tuple, dict, set, frozenset)) and id(part) not in seen:
            seen.add(id(part))
            waiting.extend(part.values() if isinstance(part, dict) else part)


def _unread(name: str, kind: str) -> ConfigError:
    return ConfigError(
        f"{name} gives {kind}, which can't be checked before it is read. Return a text, list or dict; "
        "declare what has to be awaited with `async def`."
    )


def _schema(annotation: Any) -> dict[str, JSON]:
    name = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")
    return {"type": _TYPES[name]} if name in _TYPES else {}


def _output(call: ToolCall, result: object) -> ToolOutput:
    if isinstance(result, str):
        return ToolOutput(call.id, call.name, result)
    return ToolOutput(call.id, call.name, "", structured=_spelled(result))


def _spelled(result: object) -> JSON:
    """What a function gave as JSON, its bytes as text; what can't be spelled is left for the check to withhold."""
    try:
        return plain(readable(result))
    except Exception:  # the own code of an object in it
        return result


def _delivered(delivery: Delivery[ToolOutput], result: object, run: Trajectory) -> object:
    run.append(delivery.content)
    if delivery.content.structured is None:
        return delivery.content.content if isinstance(result, str) or not delivery.decision.allowed else result
    return result if delivery.decision.action is Action.ACT else delivery.content.structured
