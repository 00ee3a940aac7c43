"""What of a graph is guarded, and what nobody inspects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from langgraph.graph import StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.prebuilt import ToolNode

from mosaic_adapters._framework.specs import guarding
from mosaic_adapters._graph.check import SafetyCheckNode
from mosaic_adapters._graph.inside import calls_model, is_model
from mosaic_adapters._graph.node import GuardedToolsNode

_FRAMEWORKS: Final = frozenset({"deepagents", "langchain", "langgraph", "mosaic_adapters"})

_BARE: Final = "its tools are not guarded"
_UNCHECKED: Final = "what it says is not checked there"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The places of a graph where tools may run; nested graphs are named `outer/inner`."""

    guarded: tuple[str, ...] = ()
    """Nodes whose tool calls are decided by a guard."""
    not_inspected: tuple[tuple[str, str], ...] = ()
    """Nodes that may run something no guard sees, with the reason."""


def coverage(graph: Any) -> Coverage:
    """Tell what of a graph is guarded. Static: it looks at the nodes, and runs nothing."""
    guarded: list[str] = []
    missed: list[tuple[str, str]] = []
    for name, why in _places(graph, ""):
        if why:
            missed.append((name, why))
        else:
            guarded.append(name)
    return Coverage(tuple(guarded), tuple(missed))


def has_bare_tools(graph: Any) -> bool:
    """Whether a tools node of a graph runs tools that nothing guards."""
    return any(why.startswith(_BARE) for _, why in _places(graph, ""))


def _places(graph: Any, prefix: str) -> Iterator[tuple[str, str]]:
    builder = graph.builder if isinstance(graph, CompiledStateGraph) else graph
    if not isinstance(builder, StateGraph):
        yield prefix or type(graph).__qualname__, "is no StateGraph: guard the tools themselves with guard_tools()"
        return
    for name, spec in builder.nodes.items():
        yield from _place(f"{prefix}{name}", spec.runnable)
        if spec.error_handler_node:
            yield f"{prefix}{name}", f"its error handler {spec.error_handler_node!r} may go on after a refused run"


def _place(name: str, runnable: Any) -> Iterator[tuple[str, str]]:
    if isinstance(runnable, CompiledStateGraph):
        yield from _places(runnable, f"{name}/")
    elif isinstance(runnable, (GuardedToolsNode, SafetyCheckNode)):
        yield name, ""
    elif isinstance(runnable, ToolNode):
        yield from _tools_node(name, runnable)
    elif "RemoteGraph" in {c.__name__ for c in type(runnable).__mro__}:
        yield name, "a remote graph runs its tools elsewhere"
    elif not _is_frameworks_own(runnable):
        yield name, _unseen(runnable)


def _unseen(runnable: Any) -> str:
    if is_model(runnable):
        return f"a model: {_UNCHECKED}, nor are tools that its provider runs"
    calls = f" that calls a model: {_UNCHECKED};" if calls_model(runnable) else ":"
    return f"a function{calls} tools or agents it runs itself are seen only if they are guarded tools"


def _tools_node(name: str, node: ToolNode) -> Iterator[tuple[str, str]]:
    bare = [t.name for t in node.tools_by_name.values() if guarding(t) is None]
    wrapper = getattr(getattr(node, "_wrap_tool_call", None), "__qualname__", "")
    if not bare or _guards(node):
        yield name, ""
    else:
        yield name, f"{_BARE}: {', '.join(bare)}{f' ({wrapper})' if wrapper else ''}"


def _guards(node: ToolNode) -> bool:
    """Whether a MosaicMiddleware is among what wraps the calls of a create_agent tools node."""
    waiting, seen = [getattr(node, "_wrap_tool_call", None)], set()
    while waiting:
        part = waiting.pop()
        if part is None or id(part) in seen:
            continue
        seen.add(id(part))
        if getattr(type(getattr(part, "__self__", None)), "guards_tools", False):
            return True
        waiting += [getattr(part, "__wrapped__", None), getattr(part, "__func__", None)]
        waiting += [c.cell_contents for c in getattr(part, "__closure__", None) or () if _is_filled(c)]
    return False


def _is_filled(cell: Any) -> bool:
    try:
        return callable(cell.cell_contents)
    except ValueError:
        return False


def _is_frameworks_own(runnable: Any) -> bool:
    """Whether a framework wrote what a node runs; a name proves nothing."""
    functions = [f for f in (getattr(runnable, "func", None), getattr(runnable, "afunc", None)) if f is not None]
    return bool(functions) and all(_room(f) in _FRAMEWORKS for f in functions)


def _room(function: Any) -> str:
    return str(getattr(function, "__module__", "")).partition(".")[0]
