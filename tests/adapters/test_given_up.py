"""A batch that is given up while leave for one of its calls is waited for."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from langgraph.graph import START, MessagesState, StateGraph
from mosaic_adapters.langgraph import guard_tools_node
from mosaic_adapters.testing import calling

from mosaic_guard import Entry, ToolCall, Trajectory
from mosaic_guard.config import ToolRule
from mosaic_guard.testing import ScriptedPolicy, memory_guard
from mosaic_guard.traces.audit import audit


@tool
def pay(n: int) -> str:
    """Pay."""
    raise AssertionError


async def test_the_calls_that_had_leave_before_are_recorded_as_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    guard = memory_guard(ScriptedPolicy(), tools={"pay": ToolRule(effect="write")})
    ran: list[str] = []

    async def pays(state: MessagesState) -> dict[str, Any]:
        ran.extend(call["id"] for call in state["messages"][-1].tool_calls)
        return {"messages": [ToolMessage("paid", tool_call_id=one) for one in ran]}

    enter, waits = guard.aenter, asyncio.Event()

    async def held(call: ToolCall, trajectory: Trajectory, **options: Any) -> Entry:
        if call.id == "c2":
            waits.set()
            await asyncio.Event().wait()
        return await enter(call, trajectory, **options)

    monkeypatch.setattr(guard, "aenter", held)
    builder = StateGraph(MessagesState)
    builder.add_node("tools", guard_tools_node(pays, guard, tools=[pay]))
    builder.add_edge(START, "tools")
    proposed = calling(("pay", {"n": 1}, "c1"), ("pay", {"n": 2}, "c2"))
    task = asyncio.create_task(builder.compile().ainvoke({"messages": [HumanMessage("Pay both."), proposed]}))
    await waits.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ran == []
    assert [(r.call_id, r.outcome) for r in audit(guard.store)] == [("c1", "cancelled"), ("c2", "not run")]
