"""Injected arguments that the model wrote itself, in a loop written by hand; a tools node strips them."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import pytest
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.runnables import RunnableLambda
from langchain_core.tools import BaseTool, InjectedToolArg, tool
from langgraph.graph import START, MessagesState, StateGraph
from mosaic_adapters.langgraph import guard_tools
from mosaic_adapters.testing import calling

from mosaic_guard import Guard, RunId
from mosaic_guard.config import ToolRule
from mosaic_guard.testing import ScriptedPolicy, memory_guard
from mosaic_guard.traces.audit import audit
from tests.adapters.test_tools import EITHER_WAY

FORGED = {"n": 1, "to": "evil"}


def guard_of(effect: str = "write", **how: Any) -> Guard:
    return memory_guard(ScriptedPolicy(), tools={"pay": ToolRule(effect=effect)}, **how)


def by_hand(guard: Guard, paid: list[str], proposed: dict[str, Any], handed: dict[str, Any], *, is_async: bool) -> Any:
    """Run one proposed call by `tool.invoke(call)` in a node, and give the answer."""

    @tool
    def pay(n: int, to: Annotated[str, InjectedToolArg] = "me") -> str:
        """Pay."""
        paid.append(to)
        return "paid"

    [one] = guard_tools([pay], guard)
    call = {"name": "pay", "args": {**proposed, **handed}, "id": "c1", "type": "tool_call"}
    builder = StateGraph(MessagesState)
    builder.add_node("act", RunnableLambda(*_acting(one, call)))
    builder.add_edge(START, "act")
    graph, given = builder.compile(), {"messages": [HumanMessage("Pay."), calling(("pay", proposed, "c1"))]}
    return (asyncio.run(graph.ainvoke(given)) if is_async else graph.invoke(given))["messages"][-1]


def _acting(one: BaseTool, call: dict[str, Any]) -> tuple[Any, Any]:
    def act(state: MessagesState) -> dict[str, Any]:
        return {"messages": [one.invoke(call)]}

    async def aact(state: MessagesState) -> dict[str, Any]:
        return {"messages": [await one.ainvoke(call)]}

    return act, aact


@EITHER_WAY
@pytest.mark.parametrize(
    ("named", "handed", "to"), [("evil", {}, []), ("evil", {"to": "ann"}, ["ann"]), (None, {}, ["me"])]
)
def test_an_injected_argument_that_the_model_wrote_is_not_passed_on(is_async, named, handed, to) -> None:
    paid: list[str] = []
    proposed = {"n": 1} if named is None else {"n": 1, "to": named}
    answer = by_hand(guard_of(), paid, proposed, handed, is_async=is_async)
    assert isinstance(answer, ToolMessage)
    assert paid == to
    assert answer.status == ("success" if to else "error")
    assert "evil" not in answer.text


@EITHER_WAY
@pytest.mark.parametrize("effect", ["write", "read"])
def test_its_refusal_is_recorded_like_any_other(is_async, effect) -> None:
    guard = guard_of(effect)
    answer = by_hand(guard, [], FORGED, {}, is_async=is_async)
    [trace] = guard.store.traces()
    events = [stored.event for stored in guard.store.events(RunId(trace)).result(5)]
    [refused] = [event.payload for event in events if event.payload.get("phase") == "call"]
    assert (refused["settled"], refused["tool"], refused["args"]) == ("refuse", "pay", FORGED)
    assert refused["model_text"] == answer.text
    records = list(audit(guard.store))
    assert [(r.call_id, r.settled, r.outcome) for r in records] == [("c1", "refuse", "not run")] * (effect == "write")


@EITHER_WAY
def test_a_monitor_records_it_and_lets_it_pass(is_async) -> None:
    guard, paid = guard_of(mode="monitor"), list[str]()
    assert by_hand(guard, paid, FORGED, {}, is_async=is_async).text == "paid"
    assert paid == ["evil"]
    assert [r.settled for r in audit(guard.store)] == ["refuse", "act"]
