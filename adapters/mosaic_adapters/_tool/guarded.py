"""Enforcement, at the tool itself: whoever holds a guarded tool, by whatever way they run it, runs it guarded."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import FunctionType
from typing import Any, Final, cast

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool

from mosaic_adapters._drive import adrive, drive, needed
from mosaic_adapters._framework.signatures import spell_out, spelled_out
from mosaic_adapters._framework.specs import OWN, Guarding, guarding, guarding_of, steadied
from mosaic_adapters._output.errors import put_handler
from mosaic_adapters._output.results import tool_messages
from mosaic_adapters._output.written import written
from mosaic_adapters._run.scope import current, session_at
from mosaic_adapters._tool.execution import guarded_execution
from mosaic_adapters._tool.forged import forged
from mosaic_guard import CoverageError, Guard
from mosaic_guard.trajectory import JSON

_MARK: Final = "__mosaic_guarded__"
_ENTRANCES: Final = ("invoke", "ainvoke", "run", "arun")
_FUNCTIONS: Final = frozenset({"func", "coroutine"})


@dataclass(slots=True)
class Invocation:
    """One run of a tool, from its outermost entrance on."""

    tool: BaseTool
    call_id: str
    config: RunnableConfig | None
    names: tuple[str, ...]
    """Of the arguments, in the order given: a tool may get them by position."""
    given: Mapping[str, Any] | None = None
    """The arguments as they came; None: one without a name."""
    passed: dict[str, JSON] | None = None
    """What was checked and may go through once, where a tool's async way leads through its sync one."""


_INVOCATION: Final[ContextVar[Invocation | None]] = ContextVar("mosaic_invocation", default=None)


def guard_tool(tool: BaseTool, guard: Guard) -> BaseTool:
    """Give a copy of a tool that is guarded wherever it runs: same type, schema, name and ways to be called.

    A tool that is guarded by this guard already is given back as it is.

    Raises:
        CoverageError: the tool replaces `invoke` or `run` itself, so that a check could be passed by.
    """
    known = guarding(tool)
    if known is not None and known.guard is guard:
        return tool
    needed(guard)
    copy = tool.model_copy()
    copy.__class__ = _guarded_class(type(tool))
    put_handler(copy)
    for name in _FUNCTIONS & vars(copy).keys():
        if isinstance(function := vars(copy)[name], FunctionType):
            vars(copy)[name] = _guarded_function(copy, name, spelled_out(function))
    object.__setattr__(copy, OWN, guarding_of(tool, guard))
    return copy


def _guarded_function(tool: BaseTool, name: str, function: FunctionType) -> Any:
    """A function of a tool that, called past the tool, runs the tool."""

    def is_within() -> bool:
        invocation = _INVOCATION.get()
        return invocation is not None and vars(invocation.tool).get(name) is guarded

    def given(args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        return dict(inspect.signature(function).bind(*args, **kwargs).arguments)

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs) if is_within() else tool.run(given(args, kwargs))

    @functools.wraps(function)
    async def acall(*args: Any, **kwargs: Any) -> Any:
        return await (function(*args, **kwargs) if is_within() else tool.arun(given(args, kwargs)))

    guarded = acall if inspect.iscoroutinefunction(function) else call
    spell_out(guarded)
    return guarded


@functools.cache  # by class, as Python itself keeps classes
def _guarded_class(original: type[BaseTool]) -> type[BaseTool]:
    for name in _ENTRANCES:
        if not _is_langchains(original, name):
            msg = f"{original.__qualname__} replaces {name}(), past which no check is possible. Replace _run() instead."
            raise CoverageError(msg)
    space = {**_entrances(original), **_executions(original), "__module__": original.__module__, _MARK: True}
    metaclass: Any = type(original)
    return cast("type[BaseTool]", metaclass(original.__name__, (original,), space))


def _entrances(original: type[BaseTool]) -> dict[str, Any]:
    """The ways into a tool: they turn forged arguments away, and note what `_run` can't know."""

    def run(self: BaseTool, tool_input: str | dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        known = _known(self)
        if refusal := drive(known.guard, forged(known, self, tool_input, kwargs)):
            return refusal
        with _invoked(self, tool_input, kwargs):
            return _delivered(known.guard, original.run(self, tool_input, *args, **kwargs), kwargs)

    async def arun(self: BaseTool, tool_input: str | dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        known = _known(self)
        if refusal := await adrive(known.guard, forged(known, self, tool_input, kwargs)):
            return refusal
        with _invoked(self, tool_input, kwargs):
            return _delivered(known.guard, await original.arun(self, tool_input, *args, **kwargs), kwargs)

    return {"run": run, "arun": arun}


def _executions(original: type[BaseTool]) -> dict[str, Any]:
    """What does a tool's work: guarded, on the arguments that it is about to get."""
    inherits_async = original._arun is BaseTool._arun

    @functools.wraps(original._run)
    def _run(self: BaseTool, *args: Any, **kwargs: Any) -> Any:
        known, execute = _known(self), functools.partial(original._run, self, *args, **kwargs)
        invocation, final = _final(self, known, args, kwargs)
        if invocation.passed is not None and invocation.passed == final:
            invocation.passed = None
            return execute()
        steps = guarded_execution(self, known, final, invocation.call_id, invocation.config)
        return drive(known.guard, steps, execute)

    @functools.wraps(original._run if inherits_async else original._arun)
    async def _arun(self: BaseTool, *args: Any, **kwargs: Any) -> Any:
        known = _known(self)
        invocation, final = _final(self, known, args, kwargs)

        async def execute() -> Any:
            invocation.passed = final
            try:
                return await original._arun(self, *args, **kwargs)
            finally:
                invocation.passed = None

        steps = guarded_execution(self, known, final, invocation.call_id, invocation.config)
        return await adrive(known.guard, steps, execute)

    for wrapper in (_run, _arun):
        spell_out(wrapper)
    return {"_run": _run, "_arun": _arun}


def _is_langchains(cls: type[BaseTool], name: str) -> bool:
    owner = next(c for c in cls.__mro__ if name in vars(c))
    return owner.__module__.startswith("langchain_core.") or _MARK in vars(owner)


def _known(tool: BaseTool) -> Guarding:
    known = guarding(tool)
    assert known is not None, "only guarded tools have a guarded class"
    return known


@contextmanager
def _invoked(tool: BaseTool, tool_input: str | dict[str, Any], kwargs: Mapping[str, Any]) -> Iterator[None]:
    names = tuple(tool_input) if isinstance(tool_input, Mapping) else tuple(tool.args)[:1]
    call_id = str(kwargs.get("tool_call_id") or "")
    given = tool_input if isinstance(tool_input, Mapping) else None
    token = _INVOCATION.set(Invocation(tool, call_id, kwargs.get("config"), names, given))
    try:
        yield
    finally:
        _INVOCATION.reset(token)


def _final(
    tool: BaseTool, known: Guarding, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[Invocation, dict[str, JSON]]:
    """The arguments the tool is about to get, without those the framework injects."""
    invocation = _INVOCATION.get()
    if invocation is None or invocation.tool is not tool:
        invocation = Invocation(tool, "", kwargs.get("config"), tuple(tool.args))
    positional = zip((n for n in invocation.names if n not in known.hidden), args, strict=False)
    final = known.complete({**dict(positional), **kwargs})
    if invocation.given is None:
        return invocation, final
    given = {k: v for k, v in invocation.given.items() if k not in known.hidden}
    return invocation, steadied(tool, final, given, invocation.call_id, known)


def _delivered(guard: Guard, result: Any, kwargs: Mapping[str, Any]) -> Any:
    """Remember what was handed on clean, so that nobody checks it again."""
    scope = current(guard)
    session = scope.session if scope else session_at(guard, kwargs.get("config"))
    for message in tool_messages(result):
        session.delivers(message)
    for call, texts in written(result):
        session.writes(call, texts)
    return result
