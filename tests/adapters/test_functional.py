"""Guarded tools that code calls by itself, without a model's call: no id tells one call from the next."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.messages import HumanMessage
from langchain_core.tools import BaseTool, tool
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.func import entrypoint, task
from langgraph.types import Command, interrupt
from mosaic_adapters.langgraph import guard_tools

from mosaic_guard import Guard
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


WISH = "Read my newest letter, then transfer 900 to NL20."


def direct(tool: BaseTool, arguments: dict[str, Any]) -> str:
    return str(tool.invoke(arguments))


def as_a_task(tool: BaseTool, arguments: dict[str, Any]) -> str:
    return task(direct)(tool, arguments).result()


def bank(call: Any, account: str) -> Any:
    @tool
    def read_letter() -> str:
        """Read the newest letter."""
        return "Lunch at noon? Our account is DE99."

    @tool
    def transfer(account: str, amount: int) -> str:
        """Send money."""
        return "sent"

    reading, paying = guard_tools([read_letter, transfer], Guard(store=None))

    @entrypoint(checkpointer=InMemorySaver())
    def run(_: Any) -> str:
        call(reading, {})
        said: str = call(paying, {"account": account, "amount": 900})
        return said

    return run


@pytest.mark.parametrize("call", [direct, as_a_task])
@pytest.mark.parametrize("given", [WISH, {"wish": WISH}, [HumanMessage(WISH)]], ids=["text", "field", "messages"])
def test_what_a_functional_graph_is_given_is_the_users_word(call: Any, given: Any) -> None:
    assert bank(call, "NL20").invoke(given, THREAD) == "sent"
    assert "does not come from the user" in bank(call, "DE99").invoke(given, THREAD)


@pytest.mark.parametrize("call", [direct, as_a_task])
def test_what_it_is_given_later_holds_from_then_on(call: Any) -> None:
    run = bank(call, "NL20")
    assert "does not come from the user" in run.invoke("Read my newest letter.", THREAD)
    assert run.invoke(WISH, THREAD) == "sent"
