"""Agents that a node's function runs by itself: it closes over them, and its twin over guarded ones."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable
from types import CellType, FunctionType
from typing import Any, Final

from langgraph.graph.state import CompiledStateGraph

_FUNCTIONS: Final = ("func", "afunc")
_DEEP: Final = 3
"""So many functions within functions are looked into."""

Change = Callable[[Any], Any]
"""What to put in the place of a graph; None: it may stay."""


def with_graphs(runnable: Any, change: Change) -> Any:
    """A twin of a node's function that closes over other graphs; None: none that it closes over has to change."""
    once = functools.cache(change)
    found = {name: getattr(runnable, name, None) for name in _FUNCTIONS}
    twins = {name: twin for name, one in found.items() if (twin := _twin(one, once, _DEEP)) is not None}
    if not twins:
        return None
    twin = copy.copy(runnable)
    for name, function in twins.items():
        setattr(twin, name, function)
    return twin


def _twin(function: object, change: Change, depth: int) -> Callable[..., Any] | None:
    if isinstance(function, functools.partial):  # of a function that LangGraph runs in a thread
        parts = [_twin(part, change, depth) for part in (function.func, *function.args)]
        twin, *args = (new or old for new, old in zip(parts, (function.func, *function.args), strict=True))
        return functools.partial(twin, *args, **function.keywords) if any(parts) else None
    if not isinstance(function, FunctionType) or not function.__closure__ or not depth:
        return None
    cells = [_changed(cell, change, depth) for cell in function.__closure__]
    if all(cell is None for cell in cells):
        return None
    closure = tuple(new or old for new, old in zip(cells, function.__closure__, strict=True))
    twin = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__, closure)
    functools.update_wrapper(twin, function)
    twin.__kwdefaults__ = function.__kwdefaults__
    return twin


def _changed(cell: CellType, change: Change, depth: int) -> CellType | None:
    try:
        value = cell.cell_contents
    except ValueError:  # not filled yet
        return None
    new = change(value) if isinstance(value, CompiledStateGraph) else _twin(value, change, depth - 1)
    return None if new is None else CellType(new)
