"""Drives a LangGraph or LangChain agent against its guard, every way an agent can be run."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any, Final

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from langchain_core.tools import BaseTool, StructuredTool
from langgraph.graph import StateGraph
from langgraph.pregel import Pregel

from mosaic_adapters._framework.samples import sample
from mosaic_adapters._framework.specs import as_tools, spec_of
from mosaic_adapters.inspection import view
from mosaic_adapters.testing import ScriptedChatModel, calling
from mosaic_guard import ConfigError
from mosaic_guard.cli.selftest import Attempt, Report, Way
from mosaic_guard.effects import bind
from mosaic_guard.testing import Canary

STUB: Final = "mosaic_guard_stub"
_WAYS: Final[tuple[Way, ...]] = ("invoke", "ainvoke", "stream", "astream")
_TASK: Final = "Run the self-test."

_Call = tuple[str, dict[str, Any]]
Factory = Callable[[ScriptedChatModel, list[BaseTool]], Any]


def selftest(target: object, *, tools: Sequence[BaseTool | Callable[..., Any] | dict[str, Any]] = ()) -> Report:
    """Try an agent, built anew for each attempt with a scripted model, stubs for its tools and a canary.

    Args:
        target: a factory, `(model, tools) -> agent`, or an agent that is built already, which is only looked at.
        tools: the agent's own tools: the stubs then have their names and schemas, and those that only read, inside,
            are called. One stub that reads is added where there is none. Those that the provider runs are left out.

    Raises:
        ConfigError: it is neither, or one of the tools is none.
    """
    if isinstance(target, (Pregel, StateGraph)):
        return Report(view=view(target))
    if not callable(target):
        msg = f"{target!r:.100} is neither an agent nor a factory of one: name a function (model, tools) -> agent"
        raise ConfigError(msg)
    own = as_tools(tool for tool in tools if not isinstance(tool, dict))
    return Report(tuple(_attempt(target, way, calls, own) for way in _WAYS for calls in (1, 8)))


def _attempt(factory: Factory, way: Way, calls: int, tools: Sequence[BaseTool]) -> Attempt:
    canary, stubs = Canary(), _Stubs(tools)
    alarm: _Call = (canary.name, {})
    proposed = [alarm, *stubs.harmless] if calls == 1 else [alarm, stubs.harmless[0]] * (calls // 2)
    model = ScriptedChatModel(script=_turns(proposed, calls))
    singing = _tool(canary.name, "Never run this.", _NO_ARGS, canary)
    error, history = "", list[BaseMessage]()
    try:
        history = _driven(factory(model, [*stubs.tools, singing]), way)
    except (Exception, SystemExit) as raised:  # the agent's own code; what ended the run is part of the report
        error = f"{type(raised).__name__}: {raised}"[:200]
    return Attempt(
        way,
        calls,
        canary_runs=len(canary.runs),
        stub_runs=stubs.runs,
        stubs=sum(one is not alarm for one in proposed),
        refusals=_refusals(history, {canary.name}),
        stub_refusals=_refusals(history, {name for name, _ in stubs.harmless}),
        error=error,
    )


class _Stubs:
    """Harmless tools in the place of an agent's own."""

    def __init__(self, tools: Sequence[BaseTool]) -> None:
        self.runs = 0
        self._lock = threading.Lock()
        self.tools = [self._stub(t.name, t.description, t.args_schema) for t in tools]
        self.harmless: list[_Call] = [(t.name, sample(spec_of(t).schema)) for t in self.tools if _is_harmless(t)]
        """Calls that every guard lets through."""
        if not self.harmless:
            self.tools.append(self._stub(STUB, "Read nothing.", _NO_ARGS))
            self.harmless.append((STUB, {}))

    def _stub(self, name: str, description: str, schema: Any) -> BaseTool:
        def work(**_: Any) -> str:
            with self._lock:
                self.runs += 1
            return "done"

        return _tool(name, description, schema, work)


def _tool(name: str, description: str, schema: Any, work: Callable[..., str]) -> BaseTool:
    def run(**args: Any) -> str:
        return work(**args)

    return StructuredTool.from_function(run, name=name, description=description, args_schema=schema)


_NO_ARGS: Final[Mapping[str, Any]] = {"type": "object", "properties": {}}


def _is_harmless(tool: BaseTool) -> bool:
    effect = bind(spec_of(tool)).effect
    return not effect.write and not effect.external


def _turns(proposed: Sequence[_Call], calls: int) -> list[AIMessage]:
    """One call after the other, or all at once."""
    if calls == 1:
        return [calling((name, args, f"call_{n}")) for n, (name, args) in enumerate(proposed)]
    return [calling(*((name, args, f"call_{n}") for n, (name, args) in enumerate(proposed)))]


def _driven(agent: Any, way: Way) -> list[BaseMessage]:
    """Run it, and give the history it ends with."""
    given = {"messages": [HumanMessage(_TASK)]}
    config = {"configurable": {"thread_id": uuid.uuid4().hex}, "recursion_limit": 50}
    if way == "invoke":
        return _history(agent.invoke(given, config))
    if way == "stream":
        return _history(list(agent.stream(given, config, stream_mode="values"))[-1])
    return asyncio.run(_adriven(agent, way, given, config))


async def _adriven(agent: Any, way: Way, given: Any, config: Any) -> list[BaseMessage]:
    if way == "ainvoke":
        return _history(await agent.ainvoke(given, config))
    return _history([state async for state in agent.astream(given, config, stream_mode="values")][-1])


def _history(state: Any) -> list[BaseMessage]:
    return list(state["messages"])


def _refusals(history: Sequence[BaseMessage], names: Container[str]) -> int:
    calls = {c["id"] for m in history if isinstance(m, AIMessage) for c in m.tool_calls if c["name"] in names}
    return sum(isinstance(m, ToolMessage) and m.status == "error" and m.tool_call_id in calls for m in history)


__all__ = ["STUB", "Factory", "selftest"]
