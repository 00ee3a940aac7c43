"""Refusing and asking come to an end, and what can't be assessed is refused."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage
from mosaic_adapters.testing import calling

from mosaic_guard import Label
from mosaic_guard.config import Approval
from tests.conformance.hosts import HOSTS, Host
from tests.conformance.manifest import requirement
from tests.conformance.test_calls import EACH_MECHANISM, EITHER_WAY
from tests.conformance.world import World, answers, assert_valid


@requirement("limits.refusals-end-the-run")
@pytest.mark.parametrize("host", [h for h in HOSTS if not h.delegates], ids=lambda host: host.name)
@EITHER_WAY
def test_a_model_that_insists_is_stopped(host: Host, is_async) -> None:
    world = World()
    talk = host.converse(world, is_async=is_async)
    talk.model.script = insisting
    talk.say()
    assert world.ran("wipe") == []
    assert len(talk.model.shown) <= 5
    assert not getattr(talk.last["messages"][-1], "tool_calls", [])


def insisting(history: Sequence[BaseMessage]) -> AIMessage:
    return calling(("wipe", {"n": 0}, f"call_{len(history)}"))


@requirement("limits.ask-budget")
@EACH_MECHANISM
def test_when_the_budget_of_questions_is_spent_the_rest_is_refused(host: Host) -> None:
    world = World(config={"approval": Approval(asks_per_run=2)})
    turns = [calling(("pay", {"n": n}, f"pay_{n}")) for n in range(4)]
    talk = host.converse(world, *turns).say()
    asked = 0
    while talk.pending:
        asked += 1
        assert asked < 5
        talk.answer()
    assert asked == 2
    assert [args["n"] for args in world.ran("pay")] == [0, 1]
    assert [m.status for m in answers(talk.history, "pay")] == ["success", "success", "error", "error"]


@requirement("limits.ask-budget")
@EACH_MECHANISM
@EITHER_WAY
def test_a_batch_is_asked_about_only_as_far_as_the_budget_goes(host: Host, is_async) -> None:
    world = World(config={"approval": Approval(asks_per_run=2)})
    talk = host.converse(world, calling(*(("pay", {"n": n}) for n in range(8))), is_async=is_async).say()
    can_ask = 0 if host.name == "guard_tools" else 2  # see verify.asks-once among the gaps
    assert len(talk.requests) == can_ask
    talk.answer_all()
    assert len(world.ran("pay")) == can_ask
    assert [m.status for m in answers(talk.history, "pay")].count("error") == 8 - can_ask
    assert_valid(talk.history)


@requirement("limits.never-asked-twice")
@EACH_MECHANISM
def test_what_a_person_rejected_is_not_asked_again(host: Host) -> None:
    world = World()
    turns = [calling(("pay", {"n": 0}, f"pay_{n}")) for n in range(2)]
    talk = host.converse(world, *turns).say()
    talk.answer("reject")
    assert talk.pending == []
    assert world.ran("pay") == []
    assert_valid(talk.history)


@requirement("limits.broken-policy-refuses")
@EACH_MECHANISM
@EITHER_WAY
@pytest.mark.parametrize("how", [{"raises": ValueError("boom")}, {"returns": "benign"}], ids=repr)
def test_a_policy_that_breaks_refuses_every_call(host: Host, is_async, how: dict[str, Any]) -> None:
    world = World()
    for name, value in how.items():
        setattr(world.policy, name, value)
    talk = host.converse(world, calling(("note", {"n": 0})), is_async=is_async).say()
    assert world.ran("note") == []
    assert [m.status for m in answers(talk.history, "note")] == ["error"] * (not host.delegates)
    assert_valid(talk.history)


@requirement("limits.ids")
@EACH_MECHANISM
@EITHER_WAY
def test_a_call_id_that_is_used_again_is_another_call(host: Host, is_async) -> None:
    world = World()
    turns = [
        calling(("note", {"n": 0}, "same")),
        calling(("note", {"n": 1}, "same")),
        calling(("wipe", {"n": 2}, "same")),
    ]
    talk = host.converse(world, *turns, is_async=is_async).say()
    assert [args["n"] for args in world.ran("note")] == [0, 1]
    assert world.ran("wipe") == []
    assert [m.text for m in answers(talk.history, "note")] == ["note 0", "note 1"]
    assert_valid(talk.history)


@requirement("limits.ids")
@EACH_MECHANISM
@EITHER_WAY
def test_calls_that_share_an_id_are_judged_each(host: Host, is_async) -> None:
    world = World()
    batch = calling(("note", {"n": 0}, "same"), ("wipe", {"n": 1}, "same"), ("note", {"n": 2}, "same"))
    talk = host.converse(world, batch, is_async=is_async).say()
    assert world.ran("wipe") == []
    assert len(world.ran("note")) <= 2
    assert [m.tool_call_id for m in talk.history if m.type == "tool"] == ["same"] * 3


@requirement("limits.ids")
@EACH_MECHANISM
@EITHER_WAY
@pytest.mark.parametrize("id", [None, ""])
def test_a_call_without_an_id_is_judged_like_any(host: Host, is_async, id: str | None) -> None:
    world = World()
    talk = host.converse(world, calling(("wipe", {"n": 0}, id), ("note", {"n": 1}, id)), is_async=is_async)
    with suppress(TypeError, ValueError):  # LangGraph itself may refuse such a message; what counts is what ran
        talk.say()
    assert world.ran("wipe") == []
    assert len(world.ran("note")) <= 1


@requirement("limits.missing-ids")
@EACH_MECHANISM
@EITHER_WAY
@pytest.mark.parametrize("id", [None, ""])
def test_calls_without_an_id_are_given_one_and_the_run_goes_on(host: Host, is_async, id: str | None) -> None:
    world = World()
    batch = calling(("wipe", {"n": 0}, id), ("note", {"n": 1}, id), ("note", {"n": 2}, id))
    talk = host.converse(world, batch, is_async=is_async).say()
    assert [args["n"] for args in world.ran("note")] == [1, 2]
    assert world.ran("wipe") == []
    assert [m.status for m in talk.history if m.type == "tool"] == ["error", "success", "success"]
    assert len({m.tool_call_id for m in talk.history if m.type == "tool"} - {""}) == 3
    assert_valid(talk.history)


@requirement("limits.unknown-tool")
@EACH_MECHANISM
@EITHER_WAY
def test_a_tool_that_does_not_exist_is_answered_by_an_error(host: Host, is_async) -> None:
    world = World()
    batch = calling(("note", {"n": 0}), ("teleport", {"n": 1}), ("wipe", {"n": 2}))
    talk = host.converse(world, batch, is_async=is_async).say()
    assert [m.status for m in talk.history if m.type == "tool"] == ["success", "error", "error"]
    assert len(world.runs) == 1
    assert_valid(talk.history)


@requirement("limits.invalid-arguments")
@EACH_MECHANISM
@EITHER_WAY
@pytest.mark.parametrize("args", [{"n": "many"}, {}], ids=repr)
def test_arguments_that_do_not_fit_are_answered_by_an_error(host: Host, is_async, args: dict[str, Any]) -> None:
    world = World()
    talk = host.converse(world, calling(("note", args)), is_async=is_async).say()
    assert world.runs == []
    assert [m.status for m in talk.history if m.type == "tool"] == ["error"]
    assert_valid(talk.history)


@requirement("limits.policy-gets-stricter-between-turns")
@EACH_MECHANISM
def test_the_same_tool_may_be_refused_later(host: Host) -> None:
    world = World()
    talk = host.converse(world, calling(("note", {"n": 0}, "a")), calling(("note", {"n": 1}, "b")))
    world.policy.script = lambda call: Label.BENIGN if call.args.get("n", 0) == 0 else Label.MALICIOUS
    talk.say()
    assert [args["n"] for args in world.ran("note")] == [0]
