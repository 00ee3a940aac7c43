"""Guard a whole graph: a copy of it, in which every place that runs tools is guarded."""

from __future__ import annotations

import copy
import dataclasses
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from typing import Any, TypeVar, cast

from langchain_core.runnables import RunnableConfig
from langgraph.graph import StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.prebuilt import ToolNode

from mosaic_adapters._drive import needed
from mosaic_adapters._framework.compat import DEFAULT_ERROR_HANDLER, is_outermost, noting_input
from mosaic_adapters._framework.specs import guarding
from mosaic_adapters._graph.closure import with_graphs
from mosaic_adapters._graph.coverage import has_bare_tools
from mosaic_adapters._graph.inside import graphs_inside
from mosaic_adapters._graph.node import GuardedToolsNode
from mosaic_adapters._graph.routes import may_end_after
from mosaic_guard import CoverageError, Guard

AnyStateGraph = StateGraph[Any, Any, Any, Any]
AnyCompiled = CompiledStateGraph[Any, Any, Any, Any]
G = TypeVar("G", AnyStateGraph, AnyCompiled)


class GuardedGraph(CompiledStateGraph):  # type: ignore[type-arg]  # any state
    """A compiled graph that notes what enters as a run's input: that, and nothing else, is the user's word."""

    def stream(self, input: Any, config: RunnableConfig | None = None, **options: Any) -> Iterator[Any]:
        """See `CompiledStateGraph.stream`."""
        return super().stream(input, noting_input(input, config) if is_outermost(config) else config, **options)

    def astream(self, input: Any, config: RunnableConfig | None = None, **options: Any) -> AsyncIterator[Any]:
        """See `CompiledStateGraph.astream`."""
        return super().astream(input, noting_input(input, config) if is_outermost(config) else config, **options)


class GuardedBuilder(StateGraph):  # type: ignore[type-arg]  # any state
    """A builder whose graph notes its input."""

    def compile(self, *args: Any, **options: Any) -> GuardedGraph:
        """See `StateGraph.compile`.

        Raises:
            CoverageError: a tools node was added after the graph was guarded.
        """
        if bare := sorted(name for name, spec in self.nodes.items() if _is_bare(spec.runnable)):
            msg = f"{bare} came after guard_graph(), so their tools are not guarded; guard the graph when it is whole"
            raise CoverageError(msg)
        compiled = super().compile(*args, **options)
        for name, spec in self.nodes.items():
            if isinstance(spec.runnable, GuardedToolsNode):
                compiled.nodes[name].cache_policy = None  # a default of the whole graph would cache them all
        compiled.__class__ = GuardedGraph
        return cast("GuardedGraph", compiled)


def guard_graph(
    graph: G,
    guard: Guard,
    *,
    nodes: Collection[str] | None = None,
    strict: bool = True,
    messages_key: str = "messages",
) -> G:
    """Guard every tools node of a graph, in nested graphs too; the graph itself is left as it is.

    Takes a `StateGraph` or a compiled graph (`create_agent` makes one) and gives the same kind back, with checkpointer,
    store, interrupts, names and limits kept. Caching is switched off on tools nodes: what it gives back is unchecked.

    Agents that a node's function closes over (`langgraph-supervisor` makes such nodes) are guarded as well.

    Guard the outermost graph where agents are its nodes: it notes the input, which alone is the user's word. What a
    node hands on (a supervisor's brief, an agent's report as a human message) is not, by whatever name it comes.

    Args:
        graph: what to guard.
        guard: who decides.
        nodes: names of nodes that run tools and are no `ToolNode`.
        strict: raise when no tools node was found, or where a function or tool runs an agent that can't be reached.
        messages_key: where the state keeps its messages.

    Raises:
        CoverageError: names what could not be guarded, and what to do.
    """
    needed(guard)
    named = frozenset(nodes or ())
    builder = _builder_of(graph)
    twin, found = _guarded(builder, guard, named, messages_key)
    if missed := _missed(twin, named, found, strict=strict):
        raise CoverageError(missed)
    return cast("G", _compiled_like(graph, twin) if isinstance(graph, CompiledStateGraph) else twin)


def _missed(twin: AnyStateGraph, named: frozenset[str], found: frozenset[str], *, strict: bool) -> str:
    """What could not be guarded, and what to do; empty: nothing that has to be."""
    if missing := named - found:
        return f"no node is called {sorted(missing)}; the graph has {sorted(twin.nodes)}"
    if strict and (left := sorted(set(_left(twin, "")))):
        return (
            f"{', '.join(left)}: agents that a function or tool runs, whose tools are not guarded. Put "
            "guard_graph(agent, guard) in their place (of a deep agent: guard_deep_agent), or accept it: strict=False."
        )
    if strict and not found:
        return (
            f"no tools node was found among {sorted(twin.nodes)}. Name those that run tools: nodes=[…], guard the "
            "tools themselves: guard_tools(tools, guard), or accept it: strict=False."
        )
    return ""


def _builder_of(graph: object) -> AnyStateGraph:
    builder = graph.builder if isinstance(graph, CompiledStateGraph) else graph
    if not isinstance(builder, StateGraph):
        msg = (
            f"a {type(graph).__qualname__} is no StateGraph, and shows no node that runs tools. Guard the graph before "
            "it is wrapped, or the tools themselves: guard_tools(tools, guard)."
        )
        raise CoverageError(msg)
    return builder


def _guarded(
    builder: AnyStateGraph, guard: Guard, named: frozenset[str], key: str
) -> tuple[GuardedBuilder, frozenset[str]]:
    twin = _clone(builder)
    found: set[str] = set()
    for name, spec in builder.nodes.items():
        runnable = _guarded_runnable(name, spec.runnable, guard, named, key)
        if runnable is None:
            continue
        found.add(name)
        cache = None if isinstance(runnable, GuardedToolsNode) else spec.cache_policy
        twin.nodes[name] = dataclasses.replace(spec, runnable=runnable, cache_policy=cache)
        if isinstance(runnable, GuardedToolsNode):
            may_end_after(twin, name, guard, runnable.messages_key)
    return twin, frozenset(found)


def _guarded_runnable(name: str, runnable: Any, guard: Guard, named: frozenset[str], key: str) -> Any:
    """What to put in the place of a node's runnable; None: nothing in it is known to run tools."""
    if isinstance(runnable, GuardedToolsNode):
        return runnable if runnable.guard is guard else _guarded_twice(runnable, guard)
    if isinstance(runnable, CompiledStateGraph):
        return _guarded_inside(runnable, guard, key)
    if isinstance(runnable, ToolNode):
        return GuardedToolsNode(runnable, guard, messages_key=getattr(runnable, "_messages_key", key))
    if name in named:
        return GuardedToolsNode(runnable, guard, messages_key=key)
    return with_graphs(runnable, lambda graph: _guarded_inside(graph, guard, key))


def _guarded_inside(graph: AnyCompiled, guard: Guard, key: str) -> AnyCompiled | None:
    inner, found = _guarded(graph.builder, guard, frozenset(), key)
    return _compiled_like(graph, inner) if found else None


def _left(builder: AnyStateGraph, prefix: str) -> Iterator[str]:
    """Name the agents that functions and tools of a guarded graph still run unguarded."""
    for name, spec in builder.nodes.items():
        if isinstance(spec.runnable, CompiledStateGraph):
            yield from _left(spec.runnable.builder, f"{prefix}{name}/")
            continue
        tools = spec.runnable.tools if isinstance(spec.runnable, GuardedToolsNode) else {}
        for place, function in [(name, spec.runnable), *((f"{name} → {n}", tool) for n, tool in tools.items())]:
            found = graphs_inside(function)
            yield from (f"{prefix}{place} → {inner}" for inner, graph in found if has_bare_tools(graph))


def _guarded_twice(node: GuardedToolsNode, guard: Guard) -> GuardedToolsNode:
    """Both guards have to agree."""
    return GuardedToolsNode(node, guard, messages_key=node.messages_key, tools=list(node.tools.values()))


def _clone(builder: AnyStateGraph) -> GuardedBuilder:
    twin = copy.copy(builder)
    twin.__class__ = GuardedBuilder
    twin.nodes = {name: spec for name, spec in builder.nodes.items() if name != DEFAULT_ERROR_HANDLER}
    twin.edges = set(builder.edges)
    twin.branches = defaultdict(dict, {name: dict(branches) for name, branches in builder.branches.items()})
    twin.waiting_edges = set(builder.waiting_edges)
    twin.compiled = False
    return cast("GuardedBuilder", twin)


def _compiled_like(graph: AnyCompiled, builder: GuardedBuilder) -> GuardedGraph:
    compiled = builder.compile(
        checkpointer=graph.checkpointer,
        cache=graph.cache,
        store=graph.store,
        interrupt_before=_names(graph.interrupt_before_nodes),
        interrupt_after=_names(graph.interrupt_after_nodes),
        debug=graph.debug,
        name=graph.get_name(),
        transformers=list(graph.stream_transformers),
    )
    for kept in ("step_timeout", "retry_policy", "cache_policy", "stream_eager", "stream_mode", "trace_policy"):
        if hasattr(graph, kept):
            setattr(compiled, kept, getattr(graph, kept))
    config: Mapping[str, Any] | None = graph.config
    return compiled.with_config(cast("RunnableConfig", config)) if config else compiled


def _is_bare(runnable: object) -> bool:
    return isinstance(runnable, ToolNode) and any(guarding(t) is None for t in runnable.tools_by_name.values())


def _names(nodes: Any) -> Any:
    return nodes if nodes == "*" else list(nodes)
