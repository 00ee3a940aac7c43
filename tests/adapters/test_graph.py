"""Guarding whole graphs: every tools node in a copy, nothing lost, and the truth about the rest."""

from __future__ import annotations

from typing import Any

import pytest
from langchain.agents import create_agent
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.runnables import RunnableLambda
from langchain_core.tools import tool
from langgraph.cache.memory import InMemoryCache
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.func import entrypoint
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition
from langgraph.types import CachePolicy
from mosaic_adapters._graph.node import GuardedToolsNode
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.langgraph import Coverage, coverage, guard_graph, guard_tools, guard_tools_node
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import CoverageError, Guard, Label
from mosaic_guard.testing import ScriptedPolicy, memory_guard


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def guard() -> Guard:
    return memory_guard(ScriptedPolicy(script={"wipe": Label.MALICIOUS}))


def tools_of(ran: list[str]) -> list[Any]:
    @tool
    def wipe(path: str) -> str:
        """Wipe."""
        ran.append(path)
        return "wiped"

    return [wipe]


def loop(tools: Any, **node: Any) -> StateGraph[Any]:
    model = ScriptedChatModel(script=[calling(("wipe", {"path": "/"}))])
    builder = StateGraph(MessagesState)
    builder.add_node("model", lambda state: {"messages": [model.invoke(state["messages"])]})
    builder.add_node("tools", tools, **node)
    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", tools_condition)
    builder.add_edge("tools", "model")
    return builder


def said(result: dict[str, Any]) -> list[str]:
    return [m.status for m in result["messages"] if isinstance(m, ToolMessage)]


def functional(ran: list[str]) -> Any:
    [wipe] = tools_of(ran)

    @entrypoint()
    def flow(path: str) -> str:
        return str(wipe.invoke({"path": path}))

    return flow


@pytest.mark.parametrize(
    "make", [functional, lambda ran: loop(ToolNode(tools_of(ran))).compile().with_retry(), tools_of, lambda _: len]
)
@pytest.mark.parametrize("strict", [True, False])
def test_what_is_no_state_graph_is_named_with_what_to_do(guard: Guard, ran: list[str], make: Any, strict: bool) -> None:
    with pytest.raises(CoverageError, match=r"guard_tools\(tools, guard\)"):
        guard_graph(make(ran), guard, strict=strict)


def test_the_graph_that_was_given_is_left_as_it_is(guard: Guard, ran: list[str]) -> None:
    builder = loop(ToolNode(tools_of(ran)))
    guard_graph(builder, guard)
    builder.compile().invoke({"messages": [HumanMessage("go")]})
    assert ran == ["/"]


def test_a_compiled_graph_keeps_what_it_was_compiled_with(guard: Guard, ran: list[str]) -> None:
    kept = InMemorySaver()
    graph = loop(ToolNode(tools_of(ran))).compile(checkpointer=kept, interrupt_before=["tools"], name="mine")
    twin = guard_graph(graph.with_config({"recursion_limit": 7}), guard)
    assert twin.checkpointer.storage is kept.storage
    assert list(twin.interrupt_before_nodes) == ["tools"]
    assert (twin.get_name(), twin.config["recursion_limit"]) == ("mine", 7)


def test_a_cached_answer_of_a_tools_node_is_never_used(guard: Guard, ran: list[str]) -> None:
    twin = guard_graph(loop(ToolNode(tools_of(ran)), cache_policy=CachePolicy()), guard)
    assert twin.nodes["tools"].cache_policy is None


def test_nor_is_one_of_a_graph_that_caches_all_its_nodes(guard: Guard, ran: list[str]) -> None:
    graph = loop(ToolNode(tools_of(ran))).set_node_defaults(cache_policy=CachePolicy())
    twin = guard_graph(graph, guard).compile(cache=InMemoryCache())
    assert twin.nodes["tools"].cache_policy is None
    assert twin.nodes["model"].cache_policy is not None


def test_nested_graphs_are_guarded_too(guard: Guard, ran: list[str]) -> None:
    outer = StateGraph(MessagesState)
    outer.add_node("inner", loop(ToolNode(tools_of(ran))).compile())
    outer.add_edge(START, "inner")
    agent = guard_graph(outer.compile(), guard)
    assert said(agent.invoke({"messages": [HumanMessage("go")]})) == ["error"]
    assert ran == []
    assert coverage(agent).guarded == ("inner/tools",)


def test_a_graph_without_a_tools_node_is_an_error_that_names_its_nodes(guard: Guard) -> None:
    builder = StateGraph(MessagesState)
    builder.add_node("think", lambda state: {})
    builder.add_edge(START, "think")
    with pytest.raises(CoverageError, match="think"):
        guard_graph(builder, guard)
    assert coverage(guard_graph(builder, guard, strict=False)).guarded == ()


def test_a_tools_node_that_comes_after_the_guard_is_an_error_that_names_it(guard: Guard, ran: list[str]) -> None:
    builder = guard_graph(loop(ToolNode(tools_of(ran))), guard)
    builder.add_node("more", ToolNode(guard_tools(tools_of(ran), guard)))
    assert set(builder.compile().nodes) > {"tools", "more"}
    builder.add_node("late", ToolNode(tools_of(ran)))
    with pytest.raises(CoverageError, match="late"):
        builder.compile()
    assert "late" in coverage(guard_graph(builder, guard)).guarded


def test_a_node_that_does_not_exist_is_an_error(guard: Guard, ran: list[str]) -> None:
    with pytest.raises(CoverageError, match="tulz"):
        guard_graph(loop(ToolNode(tools_of(ran))), guard, nodes=["tulz"])


def test_a_function_that_runs_tools_is_guarded_by_name(guard: Guard, ran: list[str]) -> None:
    def run(state: MessagesState) -> dict[str, Any]:
        answers = []
        for call in state["messages"][-1].tool_calls:
            ran.append(call["args"]["path"])
            answers.append(ToolMessage("wiped", tool_call_id=call["id"]))
        return {"messages": answers}

    agent = guard_graph(loop(run), guard, nodes=["tools"]).compile()
    result = agent.invoke({"messages": [HumanMessage("go")]})
    assert ran == []
    assert said(result) == ["error"]


def test_an_answered_call_is_not_run_again(ran: list[str]) -> None:
    node = guard_tools_node(ToolNode(tools_of(ran)), memory_guard(ScriptedPolicy()))
    builder = StateGraph(MessagesState)
    builder.add_node("tools", node)
    builder.add_edge(START, "tools")
    history = [HumanMessage("go"), calling(("wipe", {"path": "/"})), ToolMessage("no", tool_call_id="call_0")]
    result = builder.compile().invoke({"messages": history})
    assert ran == []
    assert len(result["messages"]) == 3


def test_coverage_tells_guarded_nodes_from_the_rest(guard: Guard, ran: list[str]) -> None:
    tools = tools_of(ran)
    bare = coverage(loop(ToolNode(tools)))
    assert [name for name, _ in bare.not_inspected] == ["model", "tools"]
    assert "wipe" in bare.not_inspected[1][1]
    for covered in (ToolNode(guard_tools(tools, guard)), GuardedToolsNode(ToolNode(tools), guard)):
        assert coverage(loop(covered)).guarded == ("tools",)


@pytest.mark.parametrize("name", ["model", "mine.before_model"])
def test_a_function_of_the_users_is_named_whatever_its_node_is_called(guard: Guard, ran: list[str], name: str) -> None:
    def act(state: MessagesState) -> None:
        """Run a tool that nobody guards."""

    builder = StateGraph(MessagesState)
    builder.add_node(name, act)
    builder.add_node("tools", guard_tools_node(ToolNode(tools_of(ran)), guard))
    assert [place for place, _ in coverage(builder).not_inspected] == [name]


def test_a_node_that_calls_a_model_is_named_as_one(guard: Guard, ran: list[str]) -> None:
    model = ScriptedChatModel(script=[])

    def think(state: MessagesState) -> dict[str, Any]:
        return {"messages": [model.invoke(state["messages"])]}

    async def athink(state: MessagesState) -> dict[str, Any]:
        return {"messages": [await model.ainvoke(state["messages"])]}

    def act(state: MessagesState) -> None:
        """Run what nobody knows."""

    builder = StateGraph(MessagesState)
    chain = RunnableLambda(lambda state: state["messages"]) | model
    nodes: list[Any] = [think, athink, chain, model, model.bind(stop=["."]), model | StrOutputParser(), act]
    for place, node in enumerate(nodes):
        builder.add_node(str(place), node)
    whys = [why.partition(":")[0] for _, why in coverage(builder).not_inspected]
    assert whys == ["a function that calls a model"] * 3 + ["a model"] * 3 + ["a function"]


def test_an_agent_inside_a_graph_hides_nothing_of_its_own(guard: Guard, ran: list[str]) -> None:
    agent = create_agent(ScriptedChatModel(script=[]), tools_of(ran), middleware=[MosaicMiddleware(guard)])
    builder = StateGraph(MessagesState)
    builder.add_node("agent", agent)
    assert coverage(builder) == Coverage(guarded=("agent/tools",))


def test_a_run_that_repeats_what_was_refused_is_ended(guard: Guard, ran: list[str]) -> None:
    turns: list[int] = []

    def insist(state: MessagesState) -> dict[str, Any]:
        turns.append(1)
        return {"messages": [calling(("wipe", {"path": "/"}, f"c{len(turns)}"))]}

    builder = loop(ToolNode(tools_of(ran)))
    builder.nodes.pop("model")
    builder.add_node("model", insist)
    result = guard_graph(builder, guard).compile().invoke({"messages": [HumanMessage("go")]})
    assert len(turns) == 3
    assert not isinstance(result["messages"][-1], AIMessage)
