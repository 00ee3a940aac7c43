"""How a plain function names what it is called with: so a table knows it."""

from __future__ import annotations

import inspect
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Bound:
    """The arguments of one call."""

    named: dict[str, Any]
    """As they are judged: with defaults, and what `**more` takes in beside the rest."""
    args: tuple[Any, ...]
    """As they are passed on: these by position, those by name."""
    kwargs: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Arguments:
    """How a function names what it is called with."""

    signature: inspect.Signature
    parameters: tuple[inspect.Parameter, ...]
    """What a caller chooses: all but the object that a method is about."""
    is_assumed: bool
    """The names are those of what it wraps: what stands between may give arguments by itself."""

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Bound:
        """Bind what a caller gives.

        Names that are only assumed are passed on as names: where they are not those under which the value arrives, the
        call fails, instead of running with a value that was judged as another.

        Raises:
            TypeError: it does not fit the signature, or a value is given twice.
        """
        try:
            bound = self.signature.bind(*args, **kwargs)
        except TypeError as error:
            if self.is_assumed:
                error.add_note("Where a decorator gives arguments by itself, write the guard's decorator beneath it.")
            raise
        given = dict(bound.arguments)
        bound.apply_defaults()
        named = self._named(bound)
        if not self.is_assumed or any(given.get(p.name) for p in self.parameters if p.kind is p.VAR_POSITIONAL):
            return Bound(named, args, kwargs)
        by_name = {p.name for p in self.parameters if p.kind is p.POSITIONAL_OR_KEYWORD} & given.keys()
        rest = OrderedDict((k, v) for k, v in given.items() if k not in by_name)
        own = inspect.BoundArguments(self.signature, rest)
        return Bound(named, own.args, {**{k: given[k] for k in by_name}, **own.kwargs})

    def _named(self, bound: inspect.BoundArguments) -> dict[str, Any]:
        named = {p.name: bound.arguments[p.name] for p in self.parameters if p.kind is not p.VAR_KEYWORD}
        more: dict[str, Any] = next((bound.arguments[p.name] for p in self.parameters if p.kind is p.VAR_KEYWORD), {})
        if twice := named.keys() & more.keys():
            msg = f"{min(twice)!r} is given twice, by position and by name: which of them a rule is about can't be told"
            raise TypeError(msg)
        return {**named, **more}


def arguments_of(function: Callable[..., Any]) -> Arguments:
    """Name the arguments of a function: by itself, or by what it wraps where it takes in whatever comes.

    Raises:
        TypeError, ValueError: nothing names them.
    """
    signature, own = inspect.signature(function), _own(function)
    is_assumed = (
        own is not None and own != signature and any(p.kind is p.VAR_POSITIONAL for p in own.parameters.values())
    )
    chosen = signature if own is None or is_assumed else own
    parameters = tuple(chosen.parameters.values())
    of_class = getattr(function, "__qualname__", "").rpartition(".")[0]
    is_method = of_class and not of_class.endswith("<locals>") and parameters and parameters[0].name in ("self", "cls")
    return Arguments(chosen, parameters[1:] if is_method else parameters, is_assumed)


def _own(function: Callable[..., Any]) -> inspect.Signature | None:
    try:
        return inspect.signature(function, follow_wrapped=False)
    except (TypeError, ValueError):  # a cache of functools: it hands on exactly what it gets
        return None
