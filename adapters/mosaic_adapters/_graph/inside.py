"""What a function holds: graphs and models that run inside a node or a tool, where no graph shows them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from types import MethodType
from typing import Any, Final

from langchain_core.language_models import BaseLanguageModel
from langchain_core.output_parsers import BaseOutputParser
from langchain_core.prompts import BasePromptTemplate
from langchain_core.runnables import Runnable, RunnableBinding, RunnableSequence
from langgraph.pregel import Pregel

_AROUND_MODELS: Final = (BasePromptTemplate, BaseOutputParser)
_CONTAINERS: Final = (Mapping, list, tuple)
_CHAINS: Final = "langchain_core.runnables."
_FRAMEWORKS: Final = ("langchain_core.", "langgraph.", "langgraph_supervisor.", "mosaic_adapters.", "pydantic.")
_DEEP: Final = 4
"""So many functions, objects and containers within each other are looked into."""


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
    """Name what a function closes over, its defaults, and the globals it uses."""
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None)
    if code is None:
        return {}
    defaults = {**dict(_defaults(function)), **(getattr(function, "__kwdefaults__", None) or {})}
    cells = zip(code.co_freevars, getattr(function, "__closure__", None) or (), strict=False)
    closed = {name: value for name, cell in cells for value in _contents(cell)}
    outside = getattr(function, "__globals__", {})
    return {**{name: outside[name] for name in code.co_names if name in outside}, **defaults, **closed}


def _defaults(function: Any) -> Iterable[tuple[str, Any]]:
    given = getattr(function, "__defaults__", None) or ()
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    return zip(names[len(names) - len(given) :], given, strict=True)


def _inside(runnable: object) -> Iterator[tuple[str, Any]]:
    for attribute in ("func", "afunc", "coroutine", "_run"):
        yield from _reached(getattr(runnable, attribute, None), _DEEP)
    if _is_made_of_others(runnable):
        yield from _looked_into("", runnable, _DEEP)


def _reached(function: object, depth: int) -> Iterator[tuple[str, Any]]:
    if not _is_function(function):
        yield from _looked_into(type(function).__name__, function, depth)
        return
    for name, value in held(function).items() if depth > 0 else ():
        yield from _looked_into(name, value, depth)


def _looked_into(name: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """A value that a function can reach, or what that is made of."""
    if isinstance(value, _CONTAINERS):  # of data there may be any amount: what they hold in turn is left
        for inner, part in _parts(name, value):
            yield from [(inner, part)] if isinstance(part, (Mapping, list)) else _looked_into(inner, part, depth - 1)
    elif _is_made_of_others(value):
        for inner, part in _parts(name, value) if depth > 0 else ():
            yield from _looked_into(inner, part, depth - 1)
    elif _is_users_own(value):
        yield from _reached(value, depth - 1)
    else:
        yield name, value


def _parts(name: str, value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return ((str(key), part) for key, part in value.items())
    if isinstance(value, (list, tuple)):
        return ((name, part) for part in value)
    if isinstance(value, functools.partial):
        return [(name, part) for part in (value.func, *value.args)] + list(value.keywords.items())
    if isinstance(value, MethodType):
        owned = {} if isinstance(value.__self__, Pregel) else getattr(value.__self__, "__dict__", {})
        return [(name, value.__self__), *owned.items(), *held(value).items()]
    return list(vars(value).items())


def _is_made_of_others(value: object) -> bool:
    """A chain of runnables, a method, a function with some of its arguments, or an object that can be called."""
    if isinstance(value, (functools.partial, MethodType)):
        return True
    if isinstance(value, (type, BaseLanguageModel, Pregel)) or _is_function(value):
        return False
    runs = isinstance(value, Runnable) or (callable(value) and hasattr(value, "__dict__"))
    room = type(value).__module__
    return runs and (room.startswith(_CHAINS) or not room.startswith(_FRAMEWORKS))


def _is_function(value: object) -> bool:
    return hasattr(value, "__code__") and not isinstance(value, MethodType)


def _is_users_own(value: object) -> bool:
    """A plain function that is worth looking into; frameworks' own are not."""
    return _is_function(value) and not str(getattr(value, "__module__", "")).startswith(_FRAMEWORKS)


def _contents(cell: Any) -> list[Any]:
    try:
        return [cell.cell_contents]
    except ValueError:  # a cell that is not filled yet
        return []
