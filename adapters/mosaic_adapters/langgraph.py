"""Guard any LangGraph graph: one call for a whole graph, or a check that you add by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.tools import BaseTool

from mosaic_adapters._drive import needed
from mosaic_adapters._framework.specs import as_tools
from mosaic_adapters._graph.check import SafetyCheckNode, route_after_check
from mosaic_adapters._graph.coverage import Coverage, coverage
from mosaic_adapters._graph.guarded import guard_graph
from mosaic_adapters._graph.node import guard_tools_node
from mosaic_adapters._tool.guarded import guard_tool
from mosaic_guard import Guard


def guard_tools(tools: Sequence[BaseTool | Callable[..., Any]], guard: Guard) -> list[BaseTool]:
    """Guard tools themselves, for any place that runs them: agents as tools, functional graphs, your own code.

    A call that needs a person's approval is refused there, unless the guard has an approver of its own.

    Code that runs a model's call by hand, `tool.invoke(call)`, passes on every argument the model named. Where the call
    stands in the messages of a graph's state, one that names an injected argument is refused; elsewhere, as in a
    functional graph, take those out of the call first.
    """
    needed(guard)
    return [guard_tool(t, guard) for t in as_tools(tools)]


__all__ = [
    "Coverage",
    "SafetyCheckNode",
    "coverage",
    "guard_graph",
    "guard_tools",
    "guard_tools_node",
    "route_after_check",
]
