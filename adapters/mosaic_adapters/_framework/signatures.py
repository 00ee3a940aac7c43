"""What LangChain asks about a function at every call, answered once: it evaluates types written as text each time."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from types import FunctionType
from typing import Any, get_type_hints


def spell_out(function: Callable[..., Any]) -> None:
    """Note a function's types and parameters on it."""
    try:
        types = get_type_hints(function, include_extras=True)
    except Exception:  # a name that exists for type checkers alone; LangChain leaves such annotations alone, too
        return
    signature = inspect.signature(function)
    parameters = [p.replace(annotation=types.get(p.name, p.annotation)) for p in signature.parameters.values()]
    function.__annotations__ = types
    vars(function)["__signature__"] = signature.replace(parameters=parameters)


def spelled_out(function: FunctionType) -> FunctionType:
    """Give a twin of a function with its types and parameters noted; the function itself stays as it is."""
    twin = FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    functools.update_wrapper(twin, function)
    twin.__kwdefaults__ = function.__kwdefaults__
    spell_out(twin)
    return twin
