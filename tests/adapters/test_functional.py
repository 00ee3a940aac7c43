"""Guarded tools that code calls by itself, without a model's call: no id tells one call from the next."""

from __future__ import annotations

from typing import Any

from langchain_core.tools import tool
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.func import entrypoint
from langgraph.types import Command, interrupt
from mosaic_adapters.langgraph import guard_tools

from mosaic_guard.config import ToolRule
from mosaic_guard.testing import ScriptedPolicy, memory_guard

THREAD: Any = {"configurable": {"thread_id": "t"}}


def flow(ran: list[int], *, pauses: bool) -> Any:
    @tool
    def note(n: int) -> str:
        """Note."""
        ran.append(n)
        return "noted"

    [guarded] = guard_tools([note], memory_guard(ScriptedPolicy(), tools={"note": ToolRule(effect="write")}))

    @entrypoint(checkpointer=InMemorySaver())
    def run(n: int) -> str:
        said = guarded.invoke({"n": n})
        if pauses:
            interrupt("go on?")
        return str(said)

    return run


def test_the_same_call_in_another_turn_is_another_call() -> None:
    ran: list[int] = []
    run = flow(ran, pauses=False)
    assert [run.invoke(1, THREAD), run.invoke(1, THREAD)] == ["noted", "noted"]
    assert ran == [1, 1]


def test_the_same_call_after_a_resume_is_not_run_again() -> None:
    ran: list[int] = []
    run = flow(ran, pauses=True)
    run.invoke(1, THREAD)
    assert "already run" in run.invoke(Command(resume="yes"), THREAD)
    assert ran == [1]
