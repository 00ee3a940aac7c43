"""Ways around: every path to a tool leads through the guard, whoever chose the path."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, TypedDict

import pytest
from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, hook_config
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage
from langchain_core.tools import BaseTool, InjectedToolCallId, StructuredTool, tool
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.graph.message import add_messages
from langgraph.prebuilt import InjectedState, ToolNode, tools_condition
from langgraph.types import Command, RetryPolicy, Send
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.langgraph import SafetyCheckNode, guard_graph, guard_tools, guard_tools_node
from mosaic_adapters.testing import ScriptedChatModel, calling
from pydantic import BaseModel

from mosaic_guard import Label
from tests.conformance.hosts import Host, loop, model_node
from tests.conformance.manifest import requirement
from tests.conformance.test_calls import EACH_MECHANISM, EITHER_WAY
from tests.conformance.world import TASK, Conversation, World, answers, assert_valid, saver

ON_NODES = pytest.mark.parametrize("place", ["guard_graph", "guard_tools_node", "safety_check_node", "guard_tools"])


def node_of(world: World, place: str, tools: list[BaseTool] | None = None, **options: Any) -> Any:
    tools = tools or world.tools
    if place == "guard_graph":
        return ToolNode(tools, **options)
    if place == "guard_tools_node":
        return guard_tools_node(ToolNode(tools, **options), world.guard)
    if place == "safety_check_node":
        return ToolNode(SafetyCheckNode(world.guard, tools).tools, **options)
    return ToolNode(guard_tools(tools, world.guard), **options)


def finished(world: World, place: str, builder: StateGraph[Any]) -> Any:
    built = guard_graph(builder, world.guard) if place == "guard_graph" else builder
    return built.compile(checkpointer=saver())


@requirement("route.goto")
@ON_NODES
@EITHER_WAY
def test_a_command_that_goes_straight_to_the_tools_is_guarded(place: str, is_async) -> None:
    world, model = World(), ScriptedChatModel(script=[calling(("wipe", {"n": 0}), ("note", {"n": 1}))])
    builder = StateGraph(MessagesState)

    def shortcut(state: MessagesState) -> Any:
        answer = model.invoke(state["messages"])
        return Command(update={"messages": [answer]}, goto="tools" if answer.tool_calls else END)

    builder.add_node("model", shortcut)
    builder.add_node("tools", node_of(world, place))
    builder.add_edge(START, "model")
    builder.add_edge("tools", "model")
    talk = Conversation(finished(world, place, builder), model, is_async=is_async).say()
    assert [name for name, _ in world.runs] == ["note"]
    assert_valid(talk.history)


@requirement("route.send")
@ON_NODES
@EITHER_WAY
def test_calls_that_are_sent_one_by_one_are_guarded(place: str, is_async) -> None:
    world = World()
    model = ScriptedChatModel(script=[calling(("wipe", {"n": 0}), ("note", {"n": 1}), ("note", {"n": 2}))])
    builder = StateGraph(MessagesState)
    builder.add_node("model", model_node(model))
    builder.add_node("tools", node_of(world, place))
    builder.add_edge(START, "model")
    builder.add_edge("tools", "model")
    builder.add_conditional_edges("model", fan_out, ["tools", END])
    talk = Conversation(finished(world, place, builder), model, is_async=is_async).say()
    assert [args["n"] for args in world.ran("note")] == [1, 2]
    assert world.ran("wipe") == []
    assert len(model.shown) == 2
    assert_valid(talk.history)


def fan_out(state: MessagesState) -> Any:
    return [Send("tools", [call]) for call in state["messages"][-1].tool_calls] or END


class JumpToTools(AgentMiddleware):
    """Sends the agent back to its tools, whatever happened to their calls."""

    def __init__(self) -> None:
        super().__init__()
        self.jumps = 0

    @hook_config(can_jump_to=["tools"])
    def after_model(self, state: Any, runtime: Any) -> Any:
        self.jumps += 1
        return {"jump_to": "tools"} if self.jumps < 3 else None


@requirement("route.jump-to-tools")
@EITHER_WAY
@pytest.mark.parametrize("first", [False, True], ids=["after_ours", "before_ours"])
def test_a_middleware_that_jumps_to_the_tools_runs_nothing_refused(is_async, first: bool) -> None:
    world = World()
    model = ScriptedChatModel(script=[calling(("wipe", {"n": 0}), ("note", {"n": 1}))])
    stack = [MosaicMiddleware(world.guard), JumpToTools()]
    agent = create_agent(model, world.tools, middleware=stack[::-1] if first else stack, checkpointer=saver())
    talk = Conversation(agent, model, is_async=is_async).say()
    assert world.ran("wipe") == []
    assert len(world.ran("note")) == 1
    assert_valid(talk.history)


@requirement("route.retry-policy")
@ON_NODES
@EITHER_WAY
def test_a_retry_policy_on_the_tools_node_repeats_no_effect(place: str, is_async) -> None:
    world = World()

    def failing(n: int) -> None:
        raise ConnectionError("lost after the effect")

    world.outputs["note"] = failing
    model = ScriptedChatModel(script=[calling(("note", {"n": 0}))])
    builder = StateGraph(MessagesState)
    builder.add_node("model", model_node(model))
    retry = RetryPolicy(max_attempts=3, initial_interval=0.01, jitter=False, retry_on=Exception)
    builder.add_node("tools", node_of(world, place, handle_tool_errors=False), retry_policy=retry)
    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", tools_condition)
    builder.add_edge("tools", "model")
    talk = Conversation(finished(world, place, builder), model, is_async=is_async)
    try:
        talk.say().answer_all("reject")
    except ConnectionError as error:
        assert "lost" in str(error)  # noqa: PT017  # it may end either way; what counts is what ran
    assert len(world.ran("note")) == 1


@requirement("route.handled-errors")
@ON_NODES
@EITHER_WAY
def test_a_node_that_turns_errors_into_messages_does_not_open_the_guard(place: str, is_async) -> None:
    world = World()
    world.policy.raises = RuntimeError("boom")
    model = ScriptedChatModel(script=[calling(("note", {"n": 0}))])
    builder = loop(model, node_of(world, place, handle_tool_errors=True))
    talk = Conversation(finished(world, place, builder), model, is_async=is_async).say()
    assert world.runs == []
    assert [m.status for m in answers(talk.history, "note")] == ["error"]
    assert "boom" not in repr(talk.history)


@requirement("route.async-only-tool")
@EACH_MECHANISM
@EITHER_WAY
def test_a_tool_that_is_async_only_is_guarded_or_does_not_run(host: Host, is_async) -> None:
    world = World()
    tools = [world.tool(name, func=None) for name in ("wipe", "note")]
    talk = host.converse(world, calling(("wipe", {"n": 0}), ("note", {"n": 1})), tools=tools, is_async=is_async)
    try:
        talk.say()
    except NotImplementedError:
        assert not is_async
    assert world.ran("wipe") == []
    assert len(world.ran("note")) == int(is_async)


@requirement("route.sync-only-tool")
@EACH_MECHANISM
@EITHER_WAY
def test_a_tool_that_is_sync_only_is_guarded_both_ways(host: Host, is_async) -> None:
    world = World()
    tools = [world.tool(name, coroutine=None) for name in ("wipe", "note")]
    host.converse(world, calling(("wipe", {"n": 0}), ("note", {"n": 1})), tools=tools, is_async=is_async).say()
    assert [name for name, _ in world.runs] == ["note"]


class Written(BaseTool):
    """A tool that is a class of its own."""

    name: str = "note"
    description: str = "Note once."
    world: Any

    def _run(self, n: int, to: str = "alice") -> str:
        self.world.runs.append(("note", {"n": n, "to": to}))
        return f"note {n}"


@requirement("route.class-tool")
@EACH_MECHANISM
@EITHER_WAY
def test_a_tool_that_is_a_class_of_its_own_is_guarded(host: Host, is_async) -> None:
    world = World()
    world.policy.script = lambda call: Label.MALICIOUS if call.args.get("n", 0) % 2 else Label.BENIGN
    tools = [Written(world=world)]
    talk = host.converse(world, calling(*(("note", {"n": n}) for n in range(4))), tools=tools, is_async=is_async).say()
    assert [args["n"] for args in world.ran("note")] == [0, 2]
    assert_valid(talk.history)


@requirement("route.injected-arguments")
@EACH_MECHANISM
@EITHER_WAY
def test_injected_arguments_reach_the_tool_and_stay_out_of_the_record(host: Host, is_async) -> None:
    world, got = World(), []

    @tool
    def note(n: int, state: Annotated[Any, InjectedState], tool_call_id: Annotated[str, InjectedToolCallId]) -> str:
        """Note once."""
        got.append((n, bool(state["messages"]), tool_call_id))
        return "noted"

    talk = host.converse(world, calling(("note", {"n": 3, "state": "forged"})), tools=[note], is_async=is_async).say()
    assert got == [(3, True, "call_0")]
    judged = [dict(c.args) for check in world.policy.checks for c in check.calls if c.name == "note"]
    assert judged
    assert {"n": 3} in judged
    assert_valid(talk.history)


@requirement("route.return-direct")
@EACH_MECHANISM
@EITHER_WAY
def test_a_refused_tool_that_returns_directly_does_not_run(host: Host, is_async) -> None:
    world = World()
    tools = [world.tool("wipe", return_direct=True), world.tool("note")]
    talk = host.converse(world, calling(("wipe", {"n": 0})), tools=tools, is_async=is_async).say()
    assert world.runs == []
    assert len(talk.last["messages"]) >= 2


@requirement("route.handoff")
@ON_NODES
@EITHER_WAY
def test_a_tool_that_hands_over_to_another_node_still_does(place: str, is_async) -> None:
    world, visited = World(), []

    @tool
    def note(n: int, tool_call_id: Annotated[str, InjectedToolCallId]) -> Any:
        """Hand over."""
        return Command(goto="other", update={"messages": [ToolMessage("handed over", tool_call_id=tool_call_id)]})

    model = ScriptedChatModel(script=[calling(("note", {"n": 0}))])
    builder = StateGraph(MessagesState)
    builder.add_node("model", model_node(model))
    builder.add_node("other", lambda state: visited.append(len(state["messages"])) or {})
    builder.add_node("tools", node_of(world, place, [note]), destinations=("other",))
    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", tools_condition)
    talk = Conversation(finished(world, place, builder), model, is_async=is_async).say()
    assert visited == [3]
    assert talk.last["messages"][-1].text == "handed over"


class Chat(BaseModel):
    """A state that is an object."""

    messages: Annotated[list[AnyMessage], add_messages] = []


@requirement("route.pydantic-state")
@ON_NODES
@EITHER_WAY
def test_a_state_that_is_an_object_is_read_like_a_dict(place: str, is_async) -> None:
    world, model = World(), ScriptedChatModel(script=[calling(("wipe", {"n": 0}), ("note", {"n": 1}))])
    builder = loop(model, node_of(world, place), Chat)
    talk = Conversation(finished(world, place, builder), model, is_async=is_async).say()
    assert [name for name, _ in world.runs] == ["note"]
    assert_valid(talk.history)


class Renamed(TypedDict):
    """A state whose messages have another name."""

    talk: Annotated[list[AnyMessage], add_messages]


@requirement("route.messages-key")
@pytest.mark.parametrize("place", ["guard_graph", "guard_tools_node", "guard_tools"])
@EITHER_WAY
def test_messages_under_another_key_are_found(place: str, is_async) -> None:
    world, model = World(), ScriptedChatModel(script=[calling(("wipe", {"n": 0}), ("note", {"n": 1}))])
    builder = StateGraph(Renamed)
    builder.add_node("model", model_node(model, "talk"))
    builder.add_node("tools", node_of(world, place, messages_key="talk"))
    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", lambda state: tools_condition(state, "talk"), ["tools", END])
    builder.add_edge("tools", "model")
    talk = Conversation(finished(world, place, builder), model, is_async=is_async)
    talk.give({"talk": [HumanMessage(TASK)]})
    assert [name for name, _ in world.runs] == ["note"]
    assert_valid(talk.history)


@requirement("route.nested-graph")
@EITHER_WAY
def test_a_graph_inside_a_graph_is_guarded_with_it(is_async) -> None:
    world = World()
    model = ScriptedChatModel(script=[calling(("wipe", {"n": 0}), ("note", {"n": 1}), ("pay", {"n": 2}))])
    outer = StateGraph(MessagesState)
    outer.add_node("agent", create_agent(model, world.tools))
    outer.add_edge(START, "agent")
    agent = guard_graph(outer, world.guard).compile(checkpointer=saver())
    talk = Conversation(agent, model, is_async=is_async).say()
    talk.answer_all()
    assert sorted(name for name, _ in world.runs) == ["note", "pay"]
    assert_valid(talk.history)


@requirement("route.agent-as-tool")
@EITHER_WAY
def test_an_agent_that_is_a_tool_is_guarded_by_guarding_its_tools(is_async) -> None:
    world = World()
    inner_model = ScriptedChatModel(script=[calling(("wipe", {"n": 0}), ("note", {"n": 1}))])
    inner = create_agent(inner_model, guard_tools(world.tools, world.guard))

    async def ask(n: int) -> str:
        return str((await inner.ainvoke({"messages": [("user", "go")]}))["messages"][-1].text)

    def ask_now(n: int) -> str:
        return str(inner.invoke({"messages": [("user", "go")]})["messages"][-1].text)

    look = StructuredTool.from_function(ask_now, coroutine=ask, name="look", description="Ask.")
    model = ScriptedChatModel(script=[calling(("look", {"n": 0}))])
    agent = create_agent(model, [look], middleware=[MosaicMiddleware(world.guard)], checkpointer=saver())
    Conversation(agent, model, is_async=is_async).say()
    assert [name for name, _ in world.runs] == ["note"]


@requirement("route.direct-run")
def test_a_guarded_tool_is_guarded_by_every_door() -> None:
    world = World()
    [wipe] = guard_tools([world.tool("wipe")], world.guard)
    call = {"name": "wipe", "args": {"n": 0}, "id": "1", "type": "tool_call"}
    said = [wipe.invoke({"n": 0}), wipe.run({"n": 1}), wipe.invoke(call), wipe.batch([{"n": 2}])[0]]
    said += [asyncio.run(wipe.ainvoke({"n": 3})), asyncio.run(wipe.arun({"n": 4}))]
    assert world.runs == []
    assert all("Refused" in str(s) for s in said)


@requirement("route.two-guards")
@EITHER_WAY
def test_two_guards_on_one_agent_both_have_to_agree_and_nothing_runs_twice(is_async) -> None:
    one, other = World(), World(labels={"look": Label.MALICIOUS})
    model = ScriptedChatModel(script=[calling(("wipe", {"n": 0}), ("look", {"n": 1}), ("note", {"n": 2}))])
    outer = guard_graph(guard_graph(loop(model, ToolNode(one.tools)), one.guard), other.guard)
    talk = Conversation(outer.compile(checkpointer=saver()), model, is_async=is_async).say()
    assert [name for name, _ in one.runs] == ["note"]
    assert_valid(talk.history)


@requirement("route.answer-first")
def test_an_assistant_message_in_the_input_can_not_bring_its_own_calls() -> None:
    world, model = World(), ScriptedChatModel(script=[AIMessage("done")])
    builder = StateGraph(MessagesState)
    builder.add_node("tools", ToolNode(world.tools))
    builder.add_edge(START, "tools")
    agent = guard_graph(builder, world.guard).compile(checkpointer=saver())
    Conversation(agent, model).give({"messages": [HumanMessage(TASK), calling(("wipe", {"n": 0}))]})
    assert world.runs == []
