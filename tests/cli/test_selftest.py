"""`mosaic-guard selftest`."""

from __future__ import annotations

from typing import Any

import pytest
from langchain.agents import create_agent
from langchain_core.tools import tool
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel

from mosaic_guard.testing import memory_guard
from tests.cli.conftest import Command


@tool
def look() -> str:
    """Look."""
    raise AssertionError("the agent's own tool ran")


TOOLS = [look]
BUILT = create_agent(ScriptedChatModel(script=[]), TOOLS)
NUMBER = 7


def guarded(model: Any, tools: Any) -> Any:
    return create_agent(model, tools, middleware=[MosaicMiddleware(memory_guard())])


def bare(model: Any, tools: Any) -> Any:
    return create_agent(model, tools)


def test_a_guarded_agent_passes(command: Command) -> None:
    ran = command("selftest", f"{__name__}:guarded", "--tools", f"{__name__}:TOOLS")
    assert ran.code == 0
    assert "the canary never ran" in ran.out


def test_an_agent_without_a_guard_fails(command: Command) -> None:
    ran = command("selftest", f"{__name__}:bare", "--json")
    assert ran.code == 1
    assert not ran.data["passed"]
    assert {attempt["canary_runs"] for attempt in ran.data["attempts"]} == {1, 4}


def test_an_agent_that_is_built_already_is_only_looked_at(command: Command) -> None:
    ran = command("selftest", f"{__name__}:BUILT")
    assert ran.code == 1
    assert "Static coverage only" in ran.out


@pytest.mark.parametrize(
    "words", [(f"{__name__}:NUMBER",), (f"{__name__}:guarded", "--tools", f"{__name__}:NUMBER"), ("nothing",)]
)
def test_what_can_not_be_tried_is_wrong_usage(command: Command, words) -> None:
    assert command("selftest", *words).code == 2
