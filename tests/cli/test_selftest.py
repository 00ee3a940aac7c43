"""`mosaic-guard selftest`."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from langchain.agents import create_agent
from langchain_core.tools import tool
from langgraph.checkpoint.memory import InMemorySaver
from mosaic_adapters._framework.specs import spec_of
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel
from pydantic import BaseModel, Field

from mosaic_guard.config import ToolRule
from mosaic_guard.pins import spec_digest
from mosaic_guard.testing import memory_guard
from tests.cli.conftest import Command


@tool
def look() -> str:
    """Look."""
    raise AssertionError("the agent's own tool ran")


class Place(BaseModel):
    folder: str
    depth: int = Field(ge=2)


@tool
def read_notes(place: Place, names: list[str], order: Literal["asc", "desc"]) -> str:
    """Read the notes in a folder."""
    raise AssertionError("the agent's own tool ran")


@tool
def pay(to: str, amount: float) -> str:
    """Pay somebody."""
    raise AssertionError("the agent's own tool ran")


def read_diary(day: str) -> str:
    """Read the diary of a day."""
    raise AssertionError("the agent's own tool ran")


TOOLS = [look]
FUNCTIONS = [read_diary, {"type": "web_search"}]
MIXED = [look, 7]
LIKELY = [pay, read_notes]
WRITING = [pay]
BUILT = create_agent(ScriptedChatModel(script=[]), TOOLS)
NUMBER = 7


def guarded(model: Any, tools: Any) -> Any:
    return create_agent(model, tools, middleware=[MosaicMiddleware(memory_guard())])


def pinned(model: Any, tools: Any) -> Any:
    table = {t.name: ToolRule(pin=spec_digest(spec_of(t))) for t in LIKELY}
    guard = memory_guard(tools=table)
    return create_agent(model, tools, middleware=[MosaicMiddleware(guard)], checkpointer=InMemorySaver())


def quitting(model: Any, tools: Any) -> Any:
    raise SystemExit(0)


def chatty(model: Any, tools: Any) -> Any:
    print("building")
    return guarded(model, tools)


def bare(model: Any, tools: Any) -> Any:
    return create_agent(model, tools)


def test_a_guarded_agent_passes(command: Command) -> None:
    ran = command("selftest", f"{__name__}:guarded", "--tools", f"{__name__}:TOOLS")
    assert ran.code == 0
    assert "the canary never ran" in ran.out


@pytest.mark.parametrize(("factory", "tools"), [("guarded", "LIKELY"), ("guarded", "WRITING"), ("pinned", "LIKELY")])
def test_a_guarded_agent_with_tools_that_take_arguments_and_change_things_passes(
    command: Command, factory: str, tools: str
) -> None:
    ran = command("selftest", f"{__name__}:{factory}", "--tools", f"{__name__}:{tools}")
    assert ran.code == 0, ran.out


def test_functions_that_an_agent_takes_for_tools_are_tools_here_too(command: Command) -> None:
    ran = command("selftest", f"{__name__}:guarded", "--tools", f"{__name__}:FUNCTIONS", "--json")
    assert (ran.code, ran.data["passed"]) == (0, True)


def test_a_guard_that_knows_no_stub_says_how_to_name_the_tools(command: Command) -> None:
    ran = command("selftest", f"{__name__}:pinned")
    assert ran.code == 1
    assert "--tools" in ran.out


def test_an_agent_that_ends_the_process_fails(command: Command) -> None:
    ran = command("selftest", f"{__name__}:quitting")
    assert ran.code == 1
    assert "SystemExit" in ran.out


def test_what_an_agent_prints_stays_out_of_the_report(command: Command) -> None:
    ran = command("selftest", f"{__name__}:chatty", "--json")
    assert ran.data["passed"]
    assert "building" in ran.err


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
    "words",
    [
        (f"{__name__}:NUMBER",),
        (f"{__name__}:guarded", "--tools", f"{__name__}:NUMBER"),
        (f"{__name__}:guarded", "--tools", f"{__name__}:MIXED"),
        ("nothing",),
    ],
)
def test_what_can_not_be_tried_is_wrong_usage(command: Command, words) -> None:
    assert command("selftest", *words).code == 2
