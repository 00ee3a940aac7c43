"""Agents that a node's function runs by itself, as those of supervisors do."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from typing import Any

import pytest
from deepagents import create_deep_agent
from langchain_core.messages import ToolMessage
from langchain_core.runnables import Runnable, RunnableBranch, RunnableLambda
from langchain_core.tools import tool
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition
from mosaic_adapters.deepagents import guard_deep_agent
from mosaic_adapters.inspection import view
from mosaic_adapters.langgraph import coverage, guard_graph
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import CoverageError, Guard, Label
from mosaic_guard.testing import ScriptedPolicy, memory_guard


@pytest.fixture
def guard() -> Guard:
    return memory_guard(ScriptedPolicy(script={"wipe": Label.MALICIOUS}))


def worker(ran: list[str]) -> Any:
    @tool
    def wipe(path: str) -> str:
        """Wipe."""
        ran.append(path)
        return "wiped"

    model = ScriptedChatModel(script=[calling(("wipe", {"path": "/"}))])
    builder = StateGraph(MessagesState)
    builder.add_node("model", lambda state: {"messages": [model.invoke(state["messages"])]})
    builder.add_node("tools", ToolNode([wipe]))
    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", tools_condition)
    builder.add_edge("tools", "model")
    return builder.compile()


def both_ways(agent: Any) -> Any:
    """As `langgraph-supervisor` calls its agents."""

    def call(state: MessagesState) -> Any:
        return agent.invoke(state)

    async def acall(state: MessagesState) -> Any:
        return await agent.ainvoke(state)

    return RunnableLambda(call, acall)


def by_a_function_of_its_own(agent: Any) -> Any:
    def ask(state: MessagesState) -> Any:
        return agent.invoke(state)

    return lambda state: ask(state)


def from_a_table(agent: Any) -> Any:
    agents = {"wiper": agent}
    return lambda state: agents["wiper"].invoke(state)


def calls(node: Any) -> StateGraph[Any]:
    builder = StateGraph(MessagesState)
    builder.add_node("delegate", node)
    builder.add_edge(START, "delegate")
    return builder


def refused(result: Any) -> bool:
    return [m.status for m in result["messages"] if isinstance(m, ToolMessage)] == ["error"]


@pytest.mark.parametrize("is_async", [False, True])
@pytest.mark.parametrize("make", [both_ways, by_a_function_of_its_own])
def test_an_agent_that_a_node_closes_over_is_guarded(guard: Guard, make: Callable[[Any], Any], is_async: bool) -> None:
    ran: list[str] = []
    graph = guard_graph(calls(make(worker(ran))), guard).compile()
    given: Any = {"messages": [("user", "Tidy up.")]}
    result = asyncio.run(graph.ainvoke(given)) if is_async else graph.invoke(given)
    assert refused(result)
    assert not ran


def test_an_agent_inside_an_agent_that_a_node_closes_over_is_guarded(guard: Guard) -> None:
    ran: list[str] = []
    outer = calls(both_ways(calls(both_ways(worker(ran))).compile()))
    assert refused(guard_graph(outer, guard).compile().invoke({"messages": [("user", "Tidy up.")]}))
    assert not ran


def test_the_function_that_was_given_keeps_its_own_agent(guard: Guard) -> None:
    ran: list[str] = []
    graph = calls(both_ways(worker(ran)))
    guard_graph(graph, guard)
    graph.compile().invoke({"messages": [("user", "Tidy up.")]})
    assert ran == ["/"]


def test_doctor_tells_that_such_an_agent_is_guarded(guard: Guard) -> None:
    seen = view(guard_graph(calls(both_ways(worker([]))), guard))
    assert seen is not None
    assert ("delegate → agent/tools", "guarded") in {(place.name, place.status) for place in seen.places}


class Delegate:
    def __init__(self, agent: Any) -> None:
        self.agent = agent

    def __call__(self, state: MessagesState) -> Any:
        return self.agent.invoke(state)


class Desk:
    def __init__(self, agent: Any) -> None:
        self.agent = agent

    def ask(self, state: MessagesState) -> Any:
        return self.agent.invoke(state)


class Chain(Runnable[Any, Any]):
    def __init__(self, agent: Any) -> None:
        self.agent = agent

    def invoke(self, input: Any, config: Any = None, **_: Any) -> Any:
        return self.agent.invoke(input, config)


def by_default(agent: Any) -> Any:
    def ask(state: MessagesState, *, agent: Any = agent) -> Any:
        return agent.invoke(state)

    return ask


OUT_OF_REACH: dict[str, Any] = {
    "a table": from_a_table,
    "a chain": lambda agent: RunnableLambda(lambda state: state) | agent,
    "a retry": lambda agent: agent.with_retry(),
    "a fallback": lambda agent: RunnableLambda(lambda state: state).with_fallbacks([agent]),
    "an object": Delegate,
    "a runnable": Chain,
    "a method": lambda agent: Desk(agent).ask,
    "its own method": lambda agent: RunnableLambda(agent.invoke),
    "a branch": lambda agent: RunnableBranch((lambda state: True, agent), lambda state: state),
    "a partial": lambda agent: functools.partial(lambda inner, state: inner.invoke(state), agent),
    "a default": by_default,
}


@pytest.mark.parametrize("make", OUT_OF_REACH.values(), ids=OUT_OF_REACH)
def test_an_agent_that_can_not_be_reached_is_an_error_that_names_it(guard: Guard, make: Callable[[Any], Any]) -> None:
    graph = calls(make(worker([])))
    graph.add_node("tools", ToolNode([]))
    with pytest.raises(CoverageError, match=r"delegate → .*: agents that a function or tool runs"):
        guard_graph(graph, guard)


def test_such_an_agent_can_be_accepted(guard: Guard) -> None:
    graph = calls(from_a_table(worker([])))
    graph.add_node("tools", ToolNode([]))
    assert "delegate" in dict(coverage(guard_graph(graph, guard, strict=False)).not_inspected)


def test_one_that_is_guarded_already_is_none(guard: Guard) -> None:
    graph = calls(from_a_table(guard_graph(worker([]), guard)))
    graph.add_node("tools", ToolNode([]))
    assert coverage(guard_graph(graph, guard)).guarded == ("tools",)


def test_an_unguarded_agent_inside_a_tool_is_an_error_that_names_it(guard: Guard) -> None:
    agent = worker([])

    @tool
    def delegate(task: str) -> str:
        """Have it done."""
        return str(agent.invoke({"messages": [("user", task)]}))

    graph = calls(lambda state: state)
    graph.add_node("tools", ToolNode([delegate]))
    with pytest.raises(CoverageError, match="tools → delegate → agent: agents that a function or tool runs"):
        guard_graph(graph, guard)
    agent = guard_graph(agent, guard)
    guard_graph(graph, guard)


def test_a_deep_agent_whose_subagents_are_not_guarded_is_one_too(guard: Guard) -> None:
    deep = create_deep_agent(model=ScriptedChatModel(script=[]))
    with pytest.raises(CoverageError, match="guard_deep_agent"):
        guard_graph(deep, guard)
    deep = create_deep_agent(**guard_deep_agent(guard, model=ScriptedChatModel(script=[])))
    guard_graph(deep, guard)
