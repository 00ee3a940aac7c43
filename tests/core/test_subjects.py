"""What is handed in to be checked and is no text or declaration: an error that names it and the fix."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from mosaic_guard import ConfigError, RunId, ToolSpec, Trajectory
from mosaic_guard.testing import memory_guard


@pytest.mark.parametrize("given", [None, 5, b"hi", ["hi"]], ids=repr)
@pytest.mark.parametrize("check", ["prompt", "answer"])
def test_a_text_that_is_none_is_named(given: Any, check: str) -> None:
    guard, run = memory_guard(), Trajectory(RunId("t"))
    with pytest.raises(ConfigError, match=f"the {check} is .*it must be a text"):
        getattr(guard, f"check_{check}")(given, run)
    with pytest.raises(ConfigError, match=f"the {check} is .*it must be a text"):
        asyncio.run(getattr(guard, f"acheck_{check}")(given, run))


@pytest.mark.parametrize("part", ["name", "description", "schema", "annotations"])
def test_a_part_of_a_declaration_that_is_missing_is_named(part: str) -> None:
    guard, run = memory_guard(), Trajectory(RunId("t"))
    given: Any = {"name": "look", part: None}
    with pytest.raises(ConfigError, match=f"{part} of the tool .* is None"):
        guard.check_tools([ToolSpec(**given)], run)
    with pytest.raises(ConfigError, match=f"{part} of the tool .* is None"):
        guard.add_tool(ToolSpec(**given), run)


def test_something_else_than_a_declaration_is_named() -> None:
    strange: Any = {"name": "look"}
    with pytest.raises(ConfigError, match="must be a ToolSpec"):
        memory_guard().check_tools([strange], Trajectory(RunId("t")))


@pytest.mark.parametrize("given", [None, 5, "out", {"content": "out"}], ids=repr)
def test_something_else_than_a_call_or_an_output_is_named(given: Any) -> None:
    guard, run = memory_guard(), Trajectory(RunId("t"))
    with pytest.raises(ConfigError, match=r"a proposed call is .*it must be a ToolCall"):
        guard.check_calls([given], run)
    with pytest.raises(ConfigError, match=r"a proposed call is .*it must be a ToolCall"):
        guard.enter(given, run)
    with pytest.raises(ConfigError, match=r"the output is .*it must be a ToolOutput"):
        guard.check_output(given, run)


@pytest.mark.parametrize(
    "long",
    [{"description": "word " * 20_000}, {"schema": {"properties": {"word " * 20_000: {}}}}],
    ids=["description", "schema"],
)
def test_a_long_declaration_is_read_off_the_event_loop(long: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    threads = set()
    from mosaic_guard.policies.injection import Injection

    monkeypatch.setattr(Injection, "facts", lambda *_: threads.add(threading.get_ident()) or [])
    asyncio.run(memory_guard().acheck_tools([ToolSpec("look", **long)], Trajectory(RunId("t"))))
    assert threads
    assert threading.get_ident() not in threads
