"""Where nobody can be asked, no answer is a no: it is said, counted, and in the end it ends the run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from mosaic_guard import Action, Answer, Decision, Guard, ToolDenied
from mosaic_guard.approval import GrantTerms
from mosaic_guard.testing import ScriptedApprover
from mosaic_guard.traces.events import EventKind
from tests.core.scene import Scene, call


def codes(decision: Decision) -> list[str]:
    return [finding.code for finding in decision.findings]


def denied(pay: Callable[[str], str]) -> Decision:
    with pytest.raises(ToolDenied) as caught:
        pay("bob")
    return caught.value.decision


def paying(guard: Guard) -> Callable[[str], str]:
    @guard.tool
    def pay(to: str) -> str:
        """Pay."""
        return f"paid {to}"

    return pay


def test_a_function_that_waits_for_a_person_nobody_can_ask_is_refused_until_the_run_ends() -> None:
    guard = Scene().guard
    run = guard.trajectory("Please see to it.")
    pay = paying(guard)
    decisions = [denied(pay) for _ in range(4)]
    assert [d.action for d in decisions] == [Action.REFUSE] * 4
    assert [d.ends_run for d in decisions] == [False, False, True, True]
    assert all("nobody could be asked" in d.model_text for d in decisions)
    stored = guard.store.events(run.id, [EventKind.DECIDED]).result()
    calls = [e.event.payload for e in stored if e.event.payload["phase"] == "call"]
    assert [p["settled"] for p in calls].count("refuse") == 4


def test_an_async_function_is_refused_alike() -> None:
    guard = Scene().guard
    guard.trajectory("Please see to it.")

    @guard.tool
    async def pay(to: str) -> str:
        """Pay."""
        return f"paid {to}"

    with pytest.raises(ToolDenied, match="nobody could be asked"):
        asyncio.run(pay("bob"))


def test_the_same_call_again_is_not_counted_twice() -> None:
    here = Scene()
    run = here.run()
    again = [here.guard.enter(call("1"), run, attended=False).decision for _ in range(5)]
    assert not any(d.ends_run for d in again)
    assert {d.person_text for d in again} == {again[0].person_text}


def test_a_whole_batch_counts_like_calls_that_are_entered() -> None:
    here = Scene()
    run = here.run()
    decisions = here.guard.check_calls([call(str(n)) for n in range(2)], run, attended=False)
    assert [d.action for d in decisions] == [Action.REFUSE] * 2
    assert [codes(d)[-1] for d in decisions] == ["unanswered"] * 2
    assert here.guard.enter(call("9"), run, attended=False).decision.ends_run


def test_somebody_who_can_be_asked_later_still_is() -> None:
    here = Scene()
    run = here.run()
    for n in range(4):
        here.guard.enter(call(str(n)), run, attended=False)
    assert here.guard.enter(call("0"), run).decision.action is Action.VERIFY
    (request,) = here.guard.requests([call("0")], run)
    assert "could be asked" not in request.shown
    decision = here.guard.answer(request, Answer("approve", "ann"), run)
    assert decision.allowed
    assert "unanswered" not in codes(decision)
    assert here.guard.enter(call("0"), run, attended=False).decision.allowed


def test_what_an_earlier_process_could_not_ask_is_still_counted() -> None:
    here = Scene()
    before, after = here.run(), here.run()
    for n in range(2):
        here.guard.enter(call(str(n)), before, attended=False)
    here.guard.resume(after)
    assert here.guard.enter(call("2"), after, attended=False).decision.ends_run


def test_a_grant_answers_where_nobody_is_there() -> None:
    here = Scene()
    run = here.run()
    (request,) = here.guard.requests([call("0")], run)
    here.guard.answer(request, Answer("approve", "ann", grant=GrantTerms(minutes=5, uses=2)), run)
    assert here.guard.check_calls([call("1")], run, attended=False)[0].allowed
    assert here.guard.enter(call("2"), run, attended=False).decision.allowed
    assert not here.guard.enter(call("3"), run, attended=False).decision.allowed


def test_an_approver_of_the_guards_own_is_asked_though_no_framework_can_ask() -> None:
    guard = Scene(arguments={"approver": ScriptedApprover(otherwise="approve")}).guard
    guard.trajectory("Please see to it.")
    assert paying(guard)("bob") == "paid bob"


def test_monitor_mode_lets_it_pass_and_says_what_waited() -> None:
    here = Scene(arguments={"mode": "monitor"})
    run = here.run()
    (decision,) = here.guard.check_calls([call("1")], run, attended=False)
    assert (decision.action, decision.monitored) == (Action.ACT, Action.VERIFY)
