"""What a function holds: graphs that run inside a node or a tool, where no graph shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from langgraph.pregel import Pregel

_DEEP: Final = 3
"""So many functions within functions are looked into."""


def graphs_inside(runnable: object) -> Iterator[tuple[str, Any]]:
    """Give the graphs that a tool's or node's function can reach by name, as it names them."""
    for attribute in ("func", "coroutine", "_run"):
        yield from _reached(getattr(runnable, attribute, None), _DEEP)


def held(function: object) -> dict[str, Any]:
    """Name what a function closes over, and the globals it uses."""
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None)
    if code is None:
        return {}
    cells = zip(code.co_freevars, getattr(function, "__closure__", None) or (), strict=False)
    closed = {name: value for name, cell in cells for value in _contents(cell)}
    outside = getattr(function, "__globals__", {})
    return {**{name: outside[name] for name in code.co_names if name in outside}, **closed}


def _reached(function: object, depth: int) -> Iterator[tuple[str, Any]]:
    for name, value in held(function).items() if depth else ():
        if isinstance(value, Pregel):
            yield name, value
        elif isinstance(value, Mapping):
            yield from ((str(key), inner) for key, inner in value.items() if isinstance(inner, Pregel))
        elif _is_users_own(value):
            yield from _reached(value, depth - 1)


def _is_users_own(value: object) -> bool:
    """A plain function that is worth looking into; frameworks' own are not."""
    own = isinstance(value, Callable) and hasattr(value, "__code__")  # type: ignore[arg-type]  # a runtime protocol
    return own and not str(getattr(value, "__module__", "")).startswith(("langchain_core", "langgraph", "pydantic"))


def _contents(cell: Any) -> list[Any]:
    try:
        return [cell.cell_contents]
    except ValueError:  # a cell that is not filled yet
        return []
