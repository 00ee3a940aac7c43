"""Tools that other middleware brings while the agent runs, as LangChain's dynamic tools do."""

from __future__ import annotations

from typing import Any

import pytest
from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware
from langchain_core.messages import AIMessage, ToolMessage
from langchain_core.tools import BaseTool
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import Label
from tests.conformance.manifest import requirement
from tests.conformance.test_calls import EITHER_WAY
from tests.conformance.test_outputs import INJECTED, KEPT, NEEDLE, STREAMS, Spy, streamed
from tests.conformance.world import Conversation, World, assert_valid, saver


class Bringing(AgentMiddleware[Any, Any, Any]):
    """Shows the model more tools, and runs them."""

    def __init__(self, *brought: BaseTool) -> None:
        super().__init__()
        self.brought = {tool.name: tool for tool in brought}

    def wrap_model_call(self, request: Any, handler: Any) -> Any:
        return handler(request.override(tools=[*request.tools, *self.brought.values()]))

    async def awrap_model_call(self, request: Any, handler: Any) -> Any:
        return await handler(request.override(tools=[*request.tools, *self.brought.values()]))

    def wrap_tool_call(self, request: Any, handler: Any) -> Any:
        return handler(self.having(request))

    async def awrap_tool_call(self, request: Any, handler: Any) -> Any:
        return await handler(self.having(request))

    def having(self, request: Any) -> Any:
        return request.override(tool=self.brought.get(request.tool_call["name"], request.tool))


class Altering(Bringing):
    """Changes the call on its way to the tool it brings."""

    def having(self, request: Any) -> Any:
        call = {**request.tool_call, "args": {"n": 99}}
        return super().having(request).override(tool_call=call)


EITHER_ORDER = pytest.mark.parametrize("order", [1, -1], ids=["ours_first", "ours_last"])


def talk_of(world: World, other: Bringing, *turns: AIMessage, order: int, is_async: bool) -> Conversation:
    model = ScriptedChatModel(script=list(turns))
    stack = [MosaicMiddleware(world.guard), other][::order]
    agent = create_agent(model, [world.tool("look")], middleware=stack, checkpointer=saver())
    return Conversation(agent, model, is_async=is_async)


@requirement("route.brought-tool")
@EITHER_ORDER
@EITHER_WAY
def test_a_tool_that_other_middleware_brings_is_guarded_like_any(order: int, is_async: bool) -> None:
    world = World()
    turns = calling(("note", {"n": 1}), ("pay", {"n": 2}), ("wipe", {"n": 3})), calling(("note", {"n": 4}))
    other = Bringing(*(world.tool(name) for name in ("note", "pay", "wipe")))
    talk = talk_of(world, other, *turns, order=order, is_async=is_async).say()
    assert [r["name"] for r in talk.requests] == ["pay"]
    assert world.ran("pay") == []
    talk.answer()
    assert [args["n"] for args in world.ran("note")] == [1, 4]
    assert [args["n"] for args in world.ran("pay")] == [2]
    assert world.ran("wipe") == []
    assert_valid(talk.history)


@requirement("route.brought-tool")
@EITHER_ORDER
@EITHER_WAY
def test_what_a_brought_tool_gives_back_is_cut_before_anybody_sees_it(order: int, is_async: bool) -> None:
    world, spy = World(outputs={"note": INJECTED}), Spy()
    talk = talk_of(world, Bringing(world.tool("note")), calling(("note", {"n": 1})), order=order, is_async=is_async)
    talk.agent = talk.agent.with_config(callbacks=[spy])
    assert NEEDLE not in repr(streamed(talk, STREAMS))
    assert spy.ends
    assert NEEDLE not in repr(spy.ends)
    [seen] = [m for m in talk.model.shown[-1] if isinstance(m, ToolMessage)]
    assert seen.text.startswith(KEPT)


@requirement("route.brought-tool")
@EITHER_ORDER
@EITHER_WAY
def test_a_brought_tool_runs_with_nothing_that_was_not_checked(order: int, is_async: bool) -> None:
    world = World()
    world.policy.script = lambda call: Label.MALICIOUS if call.args.get("n") == 99 else Label.BENIGN
    talk = talk_of(world, Altering(world.tool("note")), calling(("note", {"n": 1})), order=order, is_async=is_async)
    talk.say()
    assert world.runs == []
