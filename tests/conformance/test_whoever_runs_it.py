"""Middleware and wrappers further in that run a call themselves, or by a tool that they bring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware
from langchain_core.messages import ToolMessage
from langgraph.prebuilt import ToolNode
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.langgraph import guard_graph
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import RunId
from mosaic_guard.traces.events import EventKind
from tests.conformance.hosts import loop
from tests.conformance.manifest import requirement
from tests.conformance.test_calls import EITHER_WAY
from tests.conformance.world import Conversation, World, answers, assert_valid


class Elsewhere(AgentMiddleware[Any, Any, Any]):
    """Runs every call itself: the tool is never reached."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world

    def wrap_tool_call(self, request: Any, handler: Any) -> Any:
        call = request.tool_call
        self.world.runs.append((call["name"], dict(call["args"])))
        return ToolMessage("done elsewhere", tool_call_id=call["id"], name=call["name"])

    async def awrap_tool_call(self, request: Any, handler: Any) -> Any:
        return self.wrap_tool_call(request, handler)


class Swapped(AgentMiddleware[Any, Any, Any]):
    """Runs every call by a tool of its own."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world

    def wrap_tool_call(self, request: Any, handler: Any) -> Any:
        return handler(request.override(tool=self.world.tool(request.tool_call["name"])))

    async def awrap_tool_call(self, request: Any, handler: Any) -> Any:
        return await handler(request.override(tool=self.world.tool(request.tool_call["name"])))


BATCH = calling(("note", {"n": 1}, "a"), ("pay", {"n": 2}, "b"), ("wipe", {"n": 3}, "c"))


def inside(model: Any, world: World, other: Any) -> Any:
    return create_agent(model, world.tools, middleware=[MosaicMiddleware(world.guard), other])


def around(model: Any, world: World, other: Any) -> Any:
    return guard_graph(create_agent(model, world.tools, middleware=[other]), world.guard)


def brought(model: Any, world: World, other: Any) -> Any:
    """The tools node knows none of the tools that are called."""
    return guard_graph(create_agent(model, [world.tool("look")], middleware=[other]), world.guard)


def wrapper(model: Any, world: World, other: Any) -> Any:
    wrappers = {"wrap_tool_call": other.wrap_tool_call, "awrap_tool_call": other.awrap_tool_call}
    return guard_graph(loop(model, ToolNode(world.tools, **wrappers)), world.guard).compile()


@requirement("call.whoever-runs-it")
@EITHER_WAY
@pytest.mark.parametrize("other", [Elsewhere, Swapped])
@pytest.mark.parametrize("build", [inside, around, brought, wrapper])
def test_nothing_refused_runs(is_async, build: Callable[..., Any], other: Callable[..., Any]) -> None:
    world = World()
    model = ScriptedChatModel(script=[BATCH])
    talk = Conversation(build(model, world, other(world)), model, is_async=is_async).say()
    assert {name for name, _ in world.runs} <= {"note"}
    assert [len(answers(talk.history, name)) for name in ("note", "pay", "wipe")] == [1, 1, 1]
    assert_valid(talk.history)


@requirement("call.whoever-runs-it")
@EITHER_WAY
@pytest.mark.parametrize("other", [Elsewhere, Swapped])
@pytest.mark.parametrize("build", [inside, around, wrapper])
def test_what_is_allowed_runs_once_and_is_recorded(is_async, build: Any, other: Any) -> None:
    world = World()
    model = ScriptedChatModel(script=[BATCH, BATCH])
    Conversation(build(model, world, other(world)), model, is_async=is_async).say()
    events = [stored.event for stored in world.guard.store.events(RunId("thread")).result(10)]
    kinds = [e.kind for e in events if e.payload.get("tool") == "note"]
    assert kinds.count(EventKind.STARTED) == kinds.count(EventKind.FINISHED) == len(world.ran("note")) == 2


@requirement("call.whoever-runs-it")
@EITHER_WAY
def test_two_doors_of_one_guard_ask_for_leave_once(is_async) -> None:
    world = World()
    model = ScriptedChatModel(script=[BATCH])
    own = create_agent(model, world.tools, middleware=[MosaicMiddleware(world.guard)])
    talk = Conversation(guard_graph(own, world.guard), model, is_async=is_async).say()
    assert world.ran("note") == [{"n": 1, "to": "alice"}]
    assert_valid(talk.history)
