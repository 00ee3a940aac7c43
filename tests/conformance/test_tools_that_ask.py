"""Tools that ask by themselves: each question, the guard's and the tool's, gets its own answer and no other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.tools import BaseTool
from langgraph.checkpoint.sqlite import SqliteSaver
from langgraph.types import Command, interrupt
from mosaic_adapters.testing import calling

from mosaic_guard import Label
from tests.conformance.hosts import HOSTS, Host
from tests.conformance.manifest import requirement
from tests.conformance.test_calls import EITHER_WAY, EVERYWHERE
from tests.conformance.world import Conversation, World, answers, assert_valid, reply, saver

APART = ("middleware", "middleware_per_call", "guard_graph_compiled", "deepagents", "deepagents_subagent")
"""Where each call is a task of its own; LangGraph tells tools that ask side by side in one task apart by order only."""
ONE_TASK_EACH = pytest.mark.parametrize("host", [h for h in HOSTS if h.name in APART], ids=lambda host: host.name)
HOW = pytest.mark.parametrize("how", ["bare", "by_id", "bare_then_by_id"])
SEVERAL = pytest.mark.parametrize("host", [h for h in HOSTS if h.name != "guard_tools"], ids=lambda host: host.name)
"""Where calls beside others are asked about."""


def asking(world: World, name: str = "pay", times: int = 1, when: Callable[[int], bool] = lambda n: True) -> BaseTool:
    """Make a tool that asks for codes before it does its work, and records them."""

    def work(n: int, to: str = "alice") -> str:
        codes = [interrupt(f"code {time} for {n}?") for time in range(times)] if when(n) else []
        world.runs.append((name, {"n": n, "to": to, "codes": codes}))
        return f"{name} {n}"

    async def awork(n: int, to: str = "alice") -> str:
        return work(n, to)

    return world.tool(name, func=work, coroutine=awork)


def told(value: Any) -> Any:
    """What a person says to a question of a tool; None where the guard asks."""
    return value.replace("?", "!") if isinstance(value, str) else None


def talked(talk: Conversation, how: str = "by_id", decide: Any = lambda _: {"type": "approve"}) -> Conversation:
    """Answer every question in its own way, until there are none."""
    for _ in range(12):
        if not talk.pending:
            return talk
        said = {i.id: told(i.value) or reply(i, decide) for i in talk.pending}
        asks_guard = any(told(i.value) is None for i in talk.pending)
        bare = how == "bare" or (how == "bare_then_by_id" and asks_guard)
        several = len(said) > 1  # which LangGraph lets nobody answer without ids
        talk.give(Command(resume=next(iter(said.values())) if bare and not several else said))
    raise AssertionError("the agent asks without end")


@requirement("verify.tool-asks")
@EVERYWHERE
@EITHER_WAY
@HOW
def test_a_tool_that_asks_twice_gets_what_was_answered_to_it(host: Host, is_async, how: str) -> None:
    world = World()
    talk = host.converse(world, calling(("pay", {"n": 1})), tools=[asking(world, times=2)], is_async=is_async).say()
    assert len(talk.requests) == 1
    talked(talk, how)
    assert world.runs == [("pay", {"n": 1, "to": "alice", "codes": ["code 0 for 1!", "code 1 for 1!"]})]
    assert_valid(talk.history)


@requirement("verify.tool-asks")
@ONE_TASK_EACH
@EITHER_WAY
def test_tools_that_ask_side_by_side_get_each_its_own_answer(host: Host, is_async) -> None:
    world = World()
    batch = calling(*(("pay", {"n": n}) for n in range(3)))
    talk = host.converse(world, batch, tools=[asking(world, times=2)], is_async=is_async).say()
    talked(talk)
    assert [run["codes"] for run in world.ran("pay")] == [[f"code {t} for {n}!" for t in range(2)] for n in range(3)]
    assert_valid(talk.history)


@requirement("verify.tool-asks-one-by-one")
@ONE_TASK_EACH
@EITHER_WAY
def test_of_several_that_wait_each_can_be_answered_by_itself(host: Host, is_async) -> None:
    world = World()
    batch = calling(*(("pay", {"n": n}) for n in range(2)))
    talk = host.converse(world, batch, tools=[asking(world)], is_async=is_async).say()
    for _ in range(8):
        if talk.pending:
            last = talk.pending[-1]
            talk.give(Command(resume={last.id: told(last.value) or reply(last, lambda _: {"type": "approve"})}))
    assert [run["codes"] for run in world.ran("pay")] == [[f"code 0 for {n}!"] for n in range(2)]


@requirement("verify.tool-asks-after-edit")
@SEVERAL
@EITHER_WAY
@pytest.mark.parametrize("how", ["bare", "by_id"])
def test_an_edit_beside_an_approval_outlives_the_question_of_its_tool(host: Host, is_async, how: str) -> None:
    world = World()
    batch = calling(("pay", {"n": 0}), ("pay", {"n": 1}))
    pay = asking(world, when=lambda n: n == 5)
    talk = host.converse(world, batch, tools=[pay], is_async=is_async).say()
    talked(talk, how, edited)
    runs = [{"n": 0, "to": "alice", "codes": []}, {"n": 5, "to": "bob", "codes": ["code 0 for 5!"]}]
    assert world.ran("pay") == runs
    assert_valid(talk.history)


def edited(action: dict[str, Any]) -> dict[str, Any]:
    if "already" in action["description"]:
        return {"type": "reject"}
    wrong = action["args"]["n"] == 1
    return {"type": "edit", "edited_action": {"name": "pay", "args": {"n": 5, "to": "bob"}}} if wrong else APPROVED


APPROVED = {"type": "approve"}


@requirement("verify.tool-asks-after-response")
@SEVERAL
@EITHER_WAY
def test_what_a_person_said_in_place_of_a_call_outlives_the_question_of_another(host: Host, is_async) -> None:
    world = World()
    batch = calling(("note", {"n": 0}), ("pay", {"n": 1}))
    world.labels["note"] = Label.SENSITIVE
    tools = [world.tool("note"), asking(world)]
    talk = host.converse(world, batch, tools=tools, is_async=is_async).say()
    talked(talk, decide=lambda a: {"type": "respond", "message": "by hand"} if a["name"] == "note" else APPROVED)
    assert world.runs == [("pay", {"n": 1, "to": "alice", "codes": ["code 0 for 1!"]})]
    assert ["by hand" in m.text for m in answers(talk.history, "note")] == [True]
    assert_valid(talk.history)


@requirement("verify.tool-asks-elsewhere")
@EVERYWHERE
@EITHER_WAY
@HOW
def test_each_answer_may_reach_another_process(host: Host, is_async, how: str, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "checkpoints.db", check_same_thread=False)
    kept = saver() if is_async else SqliteSaver(connection)
    runs: list[Any] = []
    last: dict[str, Any] = {}
    for _ in range(5):
        world = World(runs=runs, guard_arguments={"store": tmp_path / "traces.db"})
        pay = [asking(world, times=2)]
        talk = host.converse(world, calling(("pay", {"n": 1})), tools=pay, is_async=is_async, checkpointer=kept)
        talk.last = last
        if not last:
            talk.say()
        elif talk.pending:
            [waits] = talk.pending
            said = told(waits.value) or reply(waits, lambda _: APPROVED)
            bare = how == "bare" or (how == "bare_then_by_id" and told(waits.value) is None)
            talk.give(Command(resume=said if bare else {waits.id: said}))
        last = talk.last
        world.guard.close()
    connection.close()
    assert runs == [("pay", {"n": 1, "to": "alice", "codes": ["code 0 for 1!", "code 1 for 1!"]})]


@requirement("verify.tool-asks-elsewhere")
@EVERYWHERE
@pytest.mark.parametrize("how", ["bare", "by_id"])
def test_a_process_that_does_not_know_what_was_asked_takes_only_an_answer_to_just_that(host: Host, how: str) -> None:
    kept, first, second = saver(), World(), World()
    talk = host.converse(first, calling(("pay", {"n": 1})), checkpointer=kept).say()
    again = host.converse(second, calling(("pay", {"n": 1})), tools=[asking(second)], checkpointer=kept)
    [waits] = talk.pending
    said = reply(waits, lambda _: APPROVED)
    again.give(Command(resume=said if how == "bare" else {waits.id: said}))
    assert ["action" in str(i.value) or "type" in str(i.value) for i in again.pending] == [how == "bare"]
    talked(again, how)
    assert second.runs == [("pay", {"n": 1, "to": "alice", "codes": ["code 0 for 1!"]})]


@requirement("verify.tools-answer-is-no-approval")
@EVERYWHERE
@EITHER_WAY
@pytest.mark.parametrize("how", ["bare", "by_id"])
def test_a_yes_to_the_tool_is_none_to_a_guard_that_has_become_stricter(host: Host, is_async, how: str) -> None:
    world, kept = World(), saver()
    note = {"tools": [asking(world, "note")], "is_async": is_async, "checkpointer": kept}
    talk = host.converse(world, calling(("note", {"n": 1})), **note).say()
    [waits] = talk.pending
    assert told(waits.value)
    again = host.converse(world.renewed(note=Label.SENSITIVE), calling(("note", {"n": 1})), **note)
    yes = {"type": "approve", "decisions": [APPROVED]}
    again.give(Command(resume=yes if how == "bare" else {waits.id: yes}))
    talked(again, decide=lambda _: {"type": "reject"})
    assert world.runs == []


@requirement("verify.approval-is-for-one-run")
@EVERYWHERE
@EITHER_WAY
@pytest.mark.parametrize("how", ["bare", "by_id"])
def test_an_approval_does_not_let_a_call_that_failed_run_again(host: Host, is_async, how: str) -> None:
    world = World()

    def fails(n: int) -> None:
        raise RuntimeError(n)

    world.outputs["pay"] = fails
    talk = host.converse(world, calling(("pay", {"n": 1})), is_async=is_async).say()
    with pytest.raises(RuntimeError):
        talked(talk, how)
    world.outputs.clear()
    for _ in range(3):
        talk.give(None)
    assert len(world.ran("pay")) == 1
    assert "It already ran at" in talk.requests[0]["description"]
    talk.answer_all()
    assert len(world.ran("pay")) == 2


@requirement("verify.unreadable-step-refuses")
@EVERYWHERE
def test_where_the_answers_of_a_step_can_not_be_read_nobody_is_asked(host: Host, monkeypatch) -> None:
    monkeypatch.setattr("mosaic_adapters._framework.compat._SCRATCHPAD", "moved elsewhere")
    world = World()
    talk = host.converse(world, calling(("pay", {"n": 1})), tools=[asking(world)]).say()
    assert talk.pending == world.runs == []
    assert [m.status for m in answers(talk.history, "pay")] == ["error"]
