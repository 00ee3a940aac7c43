"""What a function holds: graphs and models that run inside a node or a tool, where no graph shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from langchain_core.language_models import BaseLanguageModel
from langchain_core.output_parsers import BaseOutputParser
from langchain_core.prompts import BasePromptTemplate
from langchain_core.runnables import RunnableBinding, RunnableSequence
from langgraph.pregel import Pregel

_AROUND_MODELS: Final = (BasePromptTemplate, BaseOutputParser)
_DEEP: Final = 3
"""So many functions within functions are looked into."""


def graphs_inside(runnable: object) -> Iterator[tuple[str, Any]]:
    """Give the graphs that a tool's or node's function can reach by name, as it names them."""
    yield from ((name, value) for name, value in _inside(runnable) if isinstance(value, Pregel))


def calls_model(runnable: object) -> bool:
    """Whether a node holds a model, or its function can reach one by name."""
    parts = runnable.steps if isinstance(runnable, RunnableSequence) else ()
    return any(map(is_model, (*parts, *(value for _, value in _inside(runnable)))))


def is_model(runnable: object) -> bool:
    """Whether this is a model: bare, with settings bound, or with only prompts and parsers around it."""
    if isinstance(runnable, RunnableBinding):
        return is_model(runnable.bound)
    if isinstance(runnable, RunnableSequence):
        others = [step for step in runnable.steps if not is_model(step)]
        return len(others) < len(runnable.steps) and all(isinstance(step, _AROUND_MODELS) for step in others)
    return isinstance(runnable, BaseLanguageModel)


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


def _inside(runnable: object) -> Iterator[tuple[str, Any]]:
    for attribute in ("func", "afunc", "coroutine", "_run"):
        yield from _reached(getattr(runnable, attribute, None), _DEEP)


def _reached(function: object, depth: int) -> Iterator[tuple[str, Any]]:
    for name, value in held(function).items() if depth else ():
        if isinstance(value, Mapping):
            yield from ((str(key), inner) for key, inner in value.items())
        elif _is_users_own(value):
            yield from _reached(value, depth - 1)
        else:
            yield name, value


def _is_users_own(value: object) -> bool:
    """A plain function that is worth looking into; frameworks' own are not."""
    own = isinstance(value, Callable) and hasattr(value, "__code__")  # type: ignore[arg-type]  # a runtime protocol
    return own and not str(getattr(value, "__module__", "")).startswith(("langchain_core", "langgraph", "pydantic"))


def _contents(cell: Any) -> list[Any]:
    try:
        return [cell.cell_contents]
    except ValueError:  # a cell that is not filled yet
        return []
