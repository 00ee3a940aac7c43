"""What can be seen of a live agent from outside: its tools, where they run, and what no guard can see."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Final, Literal

from mosaic_guard.errors import ConfigError, MissingExtraError
from mosaic_guard.functions import is_guarded, spec_of
from mosaic_guard.tool import ToolSpec

GROUP: Final = "mosaic_guard.agents"
"""Entry-point group of inspectors: `(object) -> AgentView | None`, None for what is not theirs."""

_WRAP: Final = "a plain function: wrap it with guard.tool or guard.wrap"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """One place of an agent where something runs."""

    name: str
    """As the agent calls it: a node, `subgraph/node`, a tool."""
    status: Literal["guarded", "unguarded", "not inspected"]
    why: str = ""
    """For what is not guarded: what is there, and what to do."""


@dataclass(frozen=True, slots=True)
class AgentView:
    """A live agent, as far as it can be seen."""

    kind: str
    """What it is, in words."""
    tools: tuple[ToolSpec, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def is_guarded(self) -> bool:
        """Whether nothing that runs is left unguarded."""
        return all(place.status != "unguarded" for place in self.places)


def view(agent: object) -> AgentView:
    """Look at an agent: with what installed packages know of it, else as plain functions.

    Raises:
        ConfigError: nobody knows what it is.
    """
    for entry in sorted(entry_points(group=GROUP)):
        try:
            found: AgentView | None = entry.load()(agent)
        except (ImportError, MissingExtraError) as error:
            _log.debug("%s can't look at agents here: %s", entry.name, error)
            continue
        if found is not None:
            return found
    return _of_functions(agent)


def _of_functions(agent: object) -> AgentView:
    tools = list(agent.values()) if isinstance(agent, Mapping) else agent
    if not isinstance(tools, Iterable) or isinstance(tools, (str, bytes)):
        raise _unknown(agent)
    declared = [_declared(tool) for tool in tools]
    places = tuple(_place(tool, spec) for tool, spec in zip(tools, declared, strict=True))
    return AgentView("a list of functions", tuple(declared), places)


def _declared(tool: object) -> ToolSpec:
    if isinstance(tool, ToolSpec):
        return tool
    if inspect.isroutine(tool):
        return spec_of(tool)
    raise _unknown(tool)


def _place(tool: object, spec: ToolSpec) -> Place:
    if not callable(tool):
        return Place(spec.name, "not inspected", "only its declaration was given")
    return Place(spec.name, "guarded" if is_guarded(tool) else "unguarded", "" if is_guarded(tool) else _WRAP)


def _unknown(thing: object) -> ConfigError:
    kind = f"{type(thing).__module__}.{type(thing).__qualname__}"
    return ConfigError(
        f"{kind} is no agent that can be looked at. Name a compiled graph, an agent, a list of tools, or a function "
        "without arguments that returns one. LangGraph and LangChain need: pip install 'mosaic-guard[langchain]'"
    )
