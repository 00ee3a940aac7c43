"""A live LangGraph or LangChain agent as `mosaic-guard init` and `mosaic-guard doctor` see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from langchain_core.tools import BaseTool
from langgraph.graph import StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.prebuilt import ToolNode
from langgraph.pregel import Pregel

from mosaic_adapters._framework.specs import as_tools, guarding, spec_of
from mosaic_adapters._graph.check import SafetyCheckNode
from mosaic_adapters._graph.coverage import coverage
from mosaic_adapters._graph.inside import graphs_inside, held
from mosaic_adapters._graph.node import GuardedToolsNode
from mosaic_adapters.testing import name_of
from mosaic_guard import ToolSpec
from mosaic_guard.inspection import AgentView, Place

_UNREAD: Final = Place(
    "images, audio and files in messages and outputs", "not inspected", "carried on unread; they count as untrusted"
)
_BARE: Final = "an unguarded tool: hand it to guard_tools(), or its agent to MosaicMiddleware or guard_graph()"
_HOSTED: Final = "a tool that the model's provider runs: no call of it passes through here"


def view(agent: object) -> AgentView | None:
    """Look at a graph, a tools node, a tool, or a list that holds tools; None for anything else."""
    if isinstance(agent, (StateGraph, Pregel)):
        return _of_graph(agent)
    if isinstance(agent, (ToolNode, GuardedToolsNode, SafetyCheckNode)):
        return _of_tools(_tools_of(agent), "a tools node")
    if isinstance(agent, BaseTool):
        return _of_tools([agent], "a tool")
    if isinstance(agent, Mapping):
        agent = list(agent.values())
    if isinstance(agent, Sequence) and any(isinstance(tool, (BaseTool, dict)) for tool in agent):
        return _of_tools(agent, "a list of tools")
    return None


def _of_graph(graph: Any) -> AgentView:
    tools: list[BaseTool] = []
    places: list[Place] = []
    waiting: list[tuple[str, Any]] = [("", graph)]
    seen: set[int] = set()
    while waiting:
        prefix, one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        nodes = dict(_nodes(one, ""))
        found = [tool for runnable in nodes.values() for tool in _tools_of(runnable)]
        tools += found
        places += _places(one, nodes, prefix)
        for name, function in [*nodes.items(), *((tool.name, tool) for tool in found)]:
            waiting += [(f"{prefix}{name} → {inner}/", graph) for inner, graph in graphs_inside(function)]
    return AgentView(_kind(graph), tuple(_specs(tools)), (*places, _UNREAD))


def _places(graph: Any, nodes: Mapping[str, Any], prefix: str) -> Iterator[Place]:
    seen = coverage(graph)
    for name in seen.guarded:
        yield Place(f"{prefix}{name}", "guarded")
    for name, why in seen.not_inspected:
        yield Place(f"{prefix}{name}", _status(nodes.get(name)), why)
    for name in (name for runnable in nodes.values() for name in _hosted(runnable)):
        yield Place(f"{prefix}{name}", "not inspected", _HOSTED)


def _of_tools(tools: Sequence[Any], kind: str) -> AgentView:
    hosted = [tool for tool in tools if isinstance(tool, dict)]
    made = as_tools(tool for tool in tools if not isinstance(tool, dict))
    places = [Place(t.name, "guarded") if guarding(t) else Place(t.name, "unguarded", _BARE) for t in made]
    places += [Place(name_of(tool), "not inspected", _HOSTED) for tool in hosted]
    return AgentView(kind, tuple(_specs(made)), tuple(places))


def _specs(tools: Sequence[BaseTool]) -> Iterator[ToolSpec]:
    """Each declaration once, in order."""
    for tool in {tool.name: tool for tool in tools}.values():
        known = guarding(tool)
        yield known.spec if known else spec_of(tool)


def _nodes(graph: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    builder = graph.builder if isinstance(graph, CompiledStateGraph) else graph
    for name, spec in builder.nodes.items() if isinstance(builder, StateGraph) else ():
        yield f"{prefix}{name}", spec.runnable
        if isinstance(spec.runnable, CompiledStateGraph):
            yield from _nodes(spec.runnable, f"{prefix}{name}/")


def _tools_of(runnable: object) -> list[BaseTool]:
    if isinstance(runnable, ToolNode):
        return list(runnable.tools_by_name.values())
    if isinstance(runnable, GuardedToolsNode):
        return list(runnable.tools.values())
    return runnable.tools if isinstance(runnable, SafetyCheckNode) else []


def _status(runnable: object) -> Any:
    """A node that is known to run tools, and does so unguarded, is more than one that nobody can look into."""
    return "unguarded" if isinstance(runnable, ToolNode) else "not inspected"


def _hosted(runnable: object) -> Iterator[str]:
    """Tools given as declarations alone, which `create_agent` keeps in the node that calls the model."""
    for tool in held(getattr(runnable, "func", None)).get("default_tools", ()):
        if isinstance(tool, dict):
            yield name_of(tool)


def _kind(graph: object) -> str:
    if isinstance(graph, StateGraph):
        return "a graph that is not compiled yet"
    return "a compiled graph" if isinstance(graph, CompiledStateGraph) else f"a {type(graph).__name__}"
