"""A person vouches for what a tool returns, whichever node of which graph runs it."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.tools import tool
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition
from mosaic_adapters.langgraph import guard_graph, guard_tools
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import Origin
from mosaic_guard.config import ToolRule
from mosaic_guard.testing import ScriptedPolicy, memory_guard
from mosaic_guard.trajectory import ToolOutput


@tool
def look(at: str) -> str:
    """Look."""
    return f"saw {at}"


@tool
def note(text: str) -> str:
    """Note."""
    return "noted"


def two_nodes(model: Any, guard: Any) -> Any:
    builder: Any = StateGraph(MessagesState)
    builder.add_node("model", lambda state: {"messages": [model.invoke(state["messages"])]})
    for name, tools in (("reading", [look]), ("writing", [note])):
        builder.add_node(name, ToolNode(tools))
        builder.add_edge(name, "model")

    def route(state: Any) -> str:
        calls = state["messages"][-1].tool_calls
        return END if not calls else "reading" if calls[0]["name"] == "look" else "writing"

    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", route, ["reading", "writing", END])
    return guard_graph(builder, guard).compile()


def bare_tools(model: Any, guard: Any) -> Any:
    builder: Any = StateGraph(MessagesState)
    builder.add_node("model", lambda state: {"messages": [model.invoke(state["messages"])]})
    builder.add_node("tools", ToolNode(guard_tools([look, note], guard)))
    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", tools_condition)
    builder.add_edge("tools", "model")
    return builder.compile()


@pytest.mark.parametrize("build", [two_nodes, bare_tools])
@pytest.mark.parametrize("trusted", [True, False])
def test_what_a_vouched_for_tool_returned_is_trusted_when_another_node_or_tool_is_checked(
    build: Any, trusted: bool
) -> None:
    policy = ScriptedPolicy()
    guard = memory_guard(policy, tools={"look": ToolRule(effect="read", trusted=trusted), "note": ToolRule()})
    model = ScriptedChatModel(script=[calling(("look", {"at": "x"}, "a")), calling(("note", {"text": "x"}, "b"))])
    result = build(model, guard).invoke({"messages": [HumanMessage("go")]})
    assert isinstance(result["messages"][-1], AIMessage)
    [last] = [check for check in policy.checks for call in check.calls if call.name == "note"]
    outputs = [item.origin for item in last.trajectory if isinstance(item, ToolOutput) and item.name == "look"]
    assert outputs == [Origin.TRUSTED if trusted else Origin.UNTRUSTED]
