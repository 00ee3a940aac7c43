"""The self-test tells an agent that is guarded from one that is not."""

from __future__ import annotations

from typing import Any

import pytest
from langchain.agents import create_agent
from langgraph.prebuilt import ToolNode
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.langgraph import guard_graph
from mosaic_adapters.selftest import STUB, selftest

from mosaic_guard import ConfigError, Guard
from mosaic_guard.testing import memory_guard
from tests.conformance.hosts import HOSTS, Host, loop
from tests.conformance.manifest import requirement


@requirement("selftest.holds")
@pytest.mark.parametrize("host", [h for h in HOSTS if not h.delegates], ids=lambda host: host.name)
def test_every_host_passes_with_its_plain_guard(host: Host) -> None:
    guard = memory_guard()
    report = selftest(lambda model, tools: host.build(model, tools, guard, None))
    assert [attempt.problem for attempt in report.attempts] == [""] * 8
    assert {(a.way, a.calls) for a in report.attempts} == {
        (way, calls) for way in ("invoke", "ainvoke", "stream", "astream") for calls in (1, 8)
    }
    assert report.passed


def unguarded(model: Any, tools: Any) -> Any:
    return create_agent(model, tools)


def half_guarded(model: Any, tools: Any) -> Any:
    """Guards the synchronous way only."""
    inner, guard = loop(model, ToolNode(tools)), memory_guard()
    agent, guarded = inner.compile(), guard_graph(inner, guard).compile()
    agent.invoke, agent.stream = guarded.invoke, guarded.stream
    return agent


def deaf(model: Any, tools: Any) -> Any:
    """Uses no tool it is given."""
    return create_agent(model, [], middleware=[MosaicMiddleware(memory_guard())])


def broken(model: Any, tools: Any) -> Any:
    raise RuntimeError("no agent today")


@requirement("selftest.finds")
@pytest.mark.parametrize(
    ("factory", "words"),
    [(unguarded, "get past"), (half_guarded, "get past"), (deaf, "does not use"), (broken, "no agent today")],
)
def test_an_agent_that_is_not_guarded_fails(factory: Any, words: str) -> None:
    report = selftest(factory)
    assert not report.passed
    assert any(words in line for line in report.lines)


@requirement("selftest.finds")
def test_an_agent_that_is_guarded_one_way_only_is_told_which() -> None:
    failing = {attempt.way for attempt in selftest(half_guarded).attempts if attempt.canary_runs}
    assert failing == {"ainvoke", "astream"}


@requirement("selftest.static")
def test_an_agent_that_is_built_already_is_only_looked_at_and_says_so() -> None:
    guard: Guard = memory_guard()
    model: Any = None
    report = selftest(guard_graph(loop(model, ToolNode([])), guard).compile())
    assert report.attempts == ()
    assert not report.passed
    assert "Static coverage only" in report.lines[0]


@requirement("selftest.static")
def test_what_is_no_agent_and_no_factory_is_an_error() -> None:
    with pytest.raises(ConfigError, match="factory"):
        selftest("my_agent")


def test_the_stub_has_a_name_of_its_own() -> None:
    assert STUB.startswith("mosaic_guard")
