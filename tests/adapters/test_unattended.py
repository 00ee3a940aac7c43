"""Agents and graphs that nobody can answer: what waits for a person is refused, and refusals end the run."""

from __future__ import annotations

from typing import Any

import pytest
from langchain.agents import create_agent
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.tools import tool
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition
from langgraph.types import Command
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.langgraph import SafetyCheckNode, guard_graph, route_after_check
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import Guard, Label
from mosaic_guard.config import Config, ToolRule
from mosaic_guard.testing import ScriptedApprover, ScriptedPolicy, memory_guard

TURNS = 8


@pytest.fixture
def paid() -> list[str]:
    return []


@pytest.fixture
def pay(paid: list[str]) -> Any:
    @tool
    def pay(to: str) -> str:
        """Pay."""
        paid.append(to)
        return f"paid {to}"

    return pay


def verifying(**options: Any) -> Guard:
    return memory_guard(config=Config(tools={"pay": ToolRule(rule="verify")}), **options)


def stubborn() -> ScriptedChatModel:
    return ScriptedChatModel(script=[calling(("pay", {"to": "bob"}))] * TURNS)


def refusals(result: dict[str, Any]) -> list[str]:
    return [m.text for m in result["messages"] if isinstance(m, ToolMessage)]


def asked_to() -> dict[str, Any]:
    return {"messages": [HumanMessage("Pay bob.")]}


def looping(model: Any, tools: Any) -> StateGraph[Any]:
    builder = StateGraph(MessagesState)
    builder.add_node("model", lambda state: {"messages": [model.invoke(state["messages"])]})
    builder.add_node("tools", tools)
    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", tools_condition)
    builder.add_edge("tools", "model")
    return builder


@pytest.mark.parametrize("approval", ["batched", "per_call"])
def test_an_agent_that_repeats_what_nobody_can_approve_is_stopped(approval: Any, pay: Any, paid: list[str]) -> None:
    middleware = MosaicMiddleware(verifying(), approval=approval)
    result = create_agent(stubborn(), [pay], middleware=[middleware]).invoke(asked_to())
    told = refusals(result)
    assert len(told) == 3
    assert all("nobody could be asked" in text for text in told)
    assert isinstance(result["messages"][-1], AIMessage)
    assert not paid


def test_what_is_not_run_because_the_run_was_stopped_is_told_so(pay: Any) -> None:
    @tool
    def look(n: int) -> str:
        """Look."""
        return f"looked {n}"

    script = [calling(("look", {"n": n}), ("pay", {"to": "bob"})) for n in range(TURNS)]
    table = {"pay": ToolRule(rule="verify"), "look": ToolRule(rule="allow", effect="read", external=False)}
    middleware = MosaicMiddleware(memory_guard(config=Config(tools=table)))
    result = create_agent(ScriptedChatModel(script=script), [look, pay], middleware=[middleware]).invoke(asked_to())
    [last] = [m for m in result["messages"] if isinstance(m, ToolMessage) and m.name == "look" and m.status == "error"]
    assert last.text.startswith("Not run:")
    assert "another call of this turn" in last.text


def test_a_guarded_graph_that_repeats_what_nobody_can_approve_is_stopped(pay: Any, paid: list[str]) -> None:
    result = guard_graph(looping(stubborn(), ToolNode([pay])), verifying()).compile().invoke(asked_to())
    assert len(refusals(result)) == 3
    assert not paid


def with_check(guard: Guard, pay: Any, model: Any) -> StateGraph[Any]:
    check = SafetyCheckNode(guard, [pay])
    builder = StateGraph(MessagesState)
    builder.add_node("model", lambda state: {"messages": [model.invoke(state["messages"])]})
    builder.add_node("check", check)
    builder.add_node("tools", check.tools_node())
    builder.add_edge(START, "model")
    builder.add_edge("model", "check")
    builder.add_conditional_edges("check", route_after_check, {"tools": "tools", "model": "model", END: END})
    builder.add_edge("tools", "model")
    return builder


def test_a_checked_graph_that_repeats_what_nobody_can_approve_is_stopped(pay: Any, paid: list[str]) -> None:
    result = with_check(verifying(), pay, stubborn()).compile().invoke(asked_to())
    assert len(refusals(result)) == 3
    assert not paid


def test_a_check_leaves_it_to_the_guards_own_approver(pay: Any, paid: list[str]) -> None:
    guard = verifying(approver=ScriptedApprover(otherwise="approve"))
    model = ScriptedChatModel(script=[calling(("pay", {"to": "bob"}))])
    with_check(guard, pay, model).compile().invoke(asked_to())
    assert paid == ["bob"]


@pytest.mark.parametrize("approver", [None, ScriptedApprover(otherwise="approve")])
def test_a_tool_that_answers_the_user_itself_is_left_to_whoever_can_approve_it(
    approver: Any, pay: Any, paid: list[str]
) -> None:
    pay.return_direct = True
    guard = verifying(approver=approver)
    model = ScriptedChatModel(script=[calling(("pay", {"to": "bob"}))])
    agent = create_agent(model, [pay], middleware=[MosaicMiddleware(guard)])
    agent.invoke(asked_to())
    assert paid == (["bob"] if approver else [])


def test_a_person_who_can_be_asked_later_in_the_same_thread_is(pay: Any, paid: list[str]) -> None:
    guard = verifying()
    for _ in range(2):
        script = [calling(("pay", {"to": "bob"}))]
        agent = create_agent(ScriptedChatModel(script=script), [pay], middleware=[MosaicMiddleware(guard)])
        agent.invoke(asked_to(), {"configurable": {"thread_id": "t"}})
    model = ScriptedChatModel(script=[calling(("pay", {"to": "bob"}))])
    agent = create_agent(model, [pay], middleware=[MosaicMiddleware(guard)], checkpointer=InMemorySaver())
    config: Any = {"configurable": {"thread_id": "t"}}
    assert "__interrupt__" in agent.invoke(asked_to(), config)
    agent.invoke(Command(resume={"decisions": [{"type": "approve"}]}), config)
    assert paid == ["bob"]


def test_a_policys_doubt_counts_like_the_tables(pay: Any) -> None:
    guard = memory_guard(ScriptedPolicy(script={"pay": Label.SENSITIVE}))
    result = create_agent(stubborn(), [pay], middleware=[MosaicMiddleware(guard)]).invoke(asked_to())
    assert len(refusals(result)) == 3
