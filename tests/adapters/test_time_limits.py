"""A node with a time limit: LangGraph puts its own around what tells a node where it runs."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.runnables import RunnableConfig
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition
from langgraph.types import Command
from mosaic_adapters.langgraph import guard_graph, guard_tools_node
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import Origin
from tests.adapters.test_relays import ASKED, PAYS, REPORT, agent, config, view_of
from tests.conformance.hosts import model_node
from tests.conformance.world import World, saver

LIMITS = pytest.mark.parametrize("limit", [None, 60.0], ids=["unlimited", "limited"])


def team(world: World, limit: float | None) -> StateGraph[Any]:
    researcher = agent(world, "researcher", calling(("look", {"n": 0})), AIMessage(REPORT))

    async def research(held: MessagesState) -> dict[str, Any]:
        return {"messages": [HumanMessage((await researcher.ainvoke(held))["messages"][-1].text)]}

    builder = StateGraph(MessagesState)
    builder.add_node("researcher", research)
    builder.add_node("payer", agent(world, "payer", PAYS), timeout=limit)
    builder.add_edge(START, "researcher")
    builder.add_edge("researcher", "payer")
    return builder


@LIMITS
@pytest.mark.parametrize("thread", [True, False])
def test_what_one_agent_reports_is_not_the_users_word_to_the_next(limit: float | None, thread: bool) -> None:
    world = World()
    graph = team(world, limit).compile(checkpointer=saver() if thread else None)
    asyncio.run(graph.ainvoke({"messages": [HumanMessage(ASKED)]}, config() if thread else None))
    view = view_of(world)
    assert view.user_texts == [ASKED]
    assert any(i.origin is Origin.UNTRUSTED for i in view)


@LIMITS
@pytest.mark.parametrize("whole", [True, False], ids=["guard_graph", "guard_tools_node"])
def test_a_person_is_asked_and_heard(limit: float | None, whole: bool) -> None:
    world = World()
    model = ScriptedChatModel(script=[PAYS])
    tools = ToolNode(world.tools)
    builder = StateGraph(MessagesState)
    builder.add_node("model", model_node(model))
    builder.add_node("tools", tools if whole else guard_tools_node(tools, world.guard), timeout=limit)
    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", tools_condition)
    builder.add_edge("tools", "model")
    graph = (guard_graph(builder, world.guard) if whole else builder).compile(checkpointer=saver())

    async def talk() -> None:
        asked = await graph.ainvoke({"messages": [HumanMessage(ASKED)]}, config())
        assert [a["name"] for i in asked["__interrupt__"] for a in i.value["action_requests"]] == ["pay"]
        assert world.runs == []
        await graph.ainvoke(Command(resume={"decisions": [{"type": "approve"}]}), config())

    asyncio.run(talk())
    assert world.runs == [("pay", {"n": 99, "to": "mallory"})]


def test_where_the_graph_around_can_not_be_seen_nothing_it_hands_on_is_the_users_word() -> None:
    world = World()
    payer = agent(world, "payer", PAYS)

    def hides(_: MessagesState, config: RunnableConfig) -> dict[str, Any]:
        unknown = {**config["configurable"], "__pregel_call": object()}
        report = {"messages": [HumanMessage(REPORT)]}
        return {"messages": payer.invoke(report, {**config, "configurable": unknown})["messages"]}

    builder = StateGraph(MessagesState)
    builder.add_node("payer", hides)
    builder.add_edge(START, "payer")
    builder.compile(checkpointer=saver()).invoke({"messages": [HumanMessage(ASKED)]}, config())
    assert view_of(world).user_texts == []
