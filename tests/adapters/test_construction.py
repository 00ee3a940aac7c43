"""What an adapter is built from: a slip is an error at once, not at the first call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from langchain.agents import create_agent
from langchain_core.tools import tool
from langgraph.prebuilt import ToolNode
from mosaic_adapters.deepagents import guard_deep_agent
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.langgraph import SafetyCheckNode, guard_graph, guard_tools, guard_tools_node
from mosaic_adapters.testing import ScriptedChatModel

from mosaic_guard import ConfigError
from mosaic_guard.config import Config
from mosaic_guard.testing import memory_guard


@tool
def look(at: str) -> str:
    """Look."""
    return f"saw {at}"


AGENT = create_agent(ScriptedChatModel(script=[]), [look])
DOORS: dict[str, Callable[..., Any]] = {
    "middleware": MosaicMiddleware,
    "graph": lambda guard: guard_graph(AGENT, guard),
    "node": lambda guard, **how: guard_tools_node(ToolNode([look]), guard, **how),
    "a function's node": lambda guard, **how: guard_tools_node(lambda state: state, guard, **how),
    "tools": lambda guard: guard_tools([look], guard),
    "no tools": lambda guard: guard_tools([], guard),
    "check": lambda guard, **how: SafetyCheckNode(guard, [look], **how),
    "deep agent": guard_deep_agent,
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("thing", ["mosaic.yaml", Config(), [look]], ids=["a file", "a config", "tools"])
def test_what_is_no_guard_is_an_error_that_says_how_to_make_one(door: str, thing: object) -> None:
    with pytest.raises(ConfigError, match=r"must be a Guard.*from_file"):
        DOORS[door](thing)


@pytest.mark.parametrize("door", ["middleware", "node", "a function's node", "check"])
def test_whoever_names_the_approver_is_a_function(door: str) -> None:
    with pytest.raises(ConfigError, match="approver_of is 'ann'"):
        DOORS[door](memory_guard(), approver_of="ann")


@pytest.mark.parametrize("tools", [look, 7])
def test_tools_are_a_list(tools: Any) -> None:
    for door in (lambda: guard_tools(tools, memory_guard()), lambda: SafetyCheckNode(memory_guard(), tools)):
        with pytest.raises(ConfigError, match="must be a list of tools"):
            door()


@pytest.mark.parametrize("spec", [{"description": "Helps."}, {"name": None}, {}, "helper"])
def test_a_subagent_without_a_name_is_an_error_that_says_which(spec: Any) -> None:
    with pytest.raises(ConfigError, match=r"subagents\[1\] .*; write a mapping with a text as `name`"):
        guard_deep_agent(memory_guard(), subagents=[{"name": "clerk", "description": "Files."}, spec])
