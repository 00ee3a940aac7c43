"""Add the check between model and tools of your own graph."""

from typing import Any

from langchain_core.tools import BaseTool
from langgraph.graph import END, START, MessagesState, StateGraph
from mosaic_adapters.langgraph import SafetyCheckNode, route_after_check

from mosaic_guard import Guard


def build(call_model: Any, tools: list[BaseTool]) -> Any:
    check = SafetyCheckNode(Guard(), tools)  # plan → check → act or refuse
    builder = StateGraph(MessagesState)
    builder.add_node("model", call_model)
    builder.add_node("check", check)
    builder.add_node("tools", check.tools_node())  # guarded tools: whatever jumps past the check gets no further
    builder.add_edge(START, "model")
    builder.add_edge("model", "check")
    builder.add_conditional_edges("check", route_after_check, {"tools": "tools", "model": "model", END: END})
    builder.add_edge("tools", "model")
    return builder.compile()
