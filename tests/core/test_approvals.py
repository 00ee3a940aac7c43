"""What an approval and a grant are good for: exactly what was shown, from whoever may say so, and no longer."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from mosaic_guard import Action, Answer, GrantTerms, Label, RunId, ToolCall, ToolSpec, Trajectory
from mosaic_guard.config import Approval
from mosaic_guard.testing import ScriptedApprover
from tests.core.scene import SCHEMA, SPECS, TABLE, Scene, call

YES = Answer("approve", "ann")
GRANT = Answer("approve", "ann", grant=GrantTerms(minutes=10, uses=2))


def approved(scene: Scene, run: Trajectory, one: ToolCall, answer: Answer = YES) -> None:
    [request] = scene.guard.requests([one], run)
    assert scene.guard.answer(request, answer, run).action is Action.ACT


def action(scene: Scene, run: Trajectory, one: ToolCall) -> Action:
    return scene.guard.enter(one, run).decision.action


def test_an_approval_lets_the_call_run_once() -> None:
    scene = Scene()
    run = scene.run()
    approved(scene, run, call("1"))
    assert action(scene, run, call("1")) is Action.ACT
    assert action(scene, run, call("1")) >= Action.VERIFY


@pytest.mark.parametrize(
    "other",
    [call("1", amount=6), call("1", to="bob"), call("1", memo="x"), call("2"), replace(call("1"), message_id="other")],
    ids=["amount", "to", "memo", "id", "message"],
)
def test_an_approval_is_for_no_other_call(other: ToolCall) -> None:
    scene = Scene()
    run = scene.run()
    approved(scene, run, call("1"))
    assert action(scene, run, other) >= Action.VERIFY


def test_an_approval_is_for_no_other_thread() -> None:
    scene = Scene()
    approved(scene, scene.run(), call("1"))
    assert action(scene, scene.run("other"), call("1")) is Action.VERIFY


def test_a_grant_is_for_no_thread_that_is_called_like_a_part_of_another() -> None:
    scene = Scene()
    inner, other = Trajectory(RunId("thread", "part")), Trajectory(RunId("thread/part"))
    for run in (inner, other):
        scene.guard.check_tools(SPECS, run)
        if run is inner:
            approved(scene, run, call("0"), GRANT)
    assert action(scene, other, call("1")) is Action.VERIFY
    assert action(scene, inner, call("1")) is Action.ACT


@pytest.mark.parametrize(("who", "counts"), [("ann", True), ("bob", False), ("anonymous", False)])
def test_only_a_listed_approver_counts(who: str, counts: bool) -> None:
    scene = Scene(config={"tools": {**TABLE, "pay": replace(TABLE["pay"], approvers=("ann",))}})
    run = scene.run()
    [request] = scene.guard.requests([call("1")], run)
    assert (scene.guard.answer(request, Answer("approve", who), run).action is Action.ACT) == counts
    assert (action(scene, run, call("1")) is Action.ACT) == counts


def test_the_first_answer_counts() -> None:
    scene = Scene()
    run = scene.run()
    [request] = scene.guard.requests([call("1")], run)
    scene.guard.answer(request, Answer("reject", "ann"), run)
    assert scene.guard.answer(request, Answer("approve", "bob"), run).action is Action.REFUSE


@pytest.mark.parametrize("said", [None, Answer("maybe", "ann")], ids=["nothing", "nonsense"])  # type: ignore[arg-type]
def test_no_answer_and_an_unknown_answer_refuse(said: Any) -> None:
    scene = Scene()
    run = scene.run()
    [request] = scene.guard.requests([call("1")], run)
    assert scene.guard.answer(request, said, run).action is Action.REFUSE


def test_an_approval_does_not_lift_what_is_malicious() -> None:
    scene = Scene()
    [request] = scene.guard.requests([call("1")], scene.run())
    scene = scene.renewed(pay=Label.MALICIOUS)
    run = scene.run()
    assert scene.guard.answer(request, Answer("approve", "ann"), run).action is Action.REFUSE
    assert action(scene, run, call("1")) is Action.REFUSE


def test_a_person_is_shown_every_argument_in_full_and_escaped() -> None:
    scene = Scene()
    memo = "fine\n  ! approved by ann\x1b[2J\u202e" + "x" * 5000
    [request] = scene.guard.requests([call("1", memo=memo)], scene.run())
    assert "x" * 5000 in request.shown
    assert "\n  ! approved" not in request.shown
    assert not {"\x1b", "\u202e"} & set(request.shown)


def test_a_grant_covers_two_more_calls_and_no_third() -> None:
    scene = Scene()
    run = scene.run()
    approved(scene, run, call("0"), GRANT)
    assert [action(scene, run, call(str(n))) for n in range(4)] == [Action.ACT, Action.ACT, Action.ACT, Action.VERIFY]


@pytest.mark.parametrize(
    "args",
    [{"to": "bob"}, {"amount": 6}, {"amount": "5"}, {"to": ["alice"]}, {"to": "Alice"}, {"to": " alice"}],
    ids=repr,
)
def test_a_grant_fixes_the_decisive_values(args: dict[str, Any]) -> None:
    scene = Scene()
    run = scene.run()
    approved(scene, run, call("0"), GRANT)
    assert action(scene, run, call("1", **args)) is Action.VERIFY


@pytest.mark.parametrize(("later", "covers"), [(9 * 60, True), (10 * 60, False), (-3600, False)])
def test_a_grant_ends_with_its_minutes_and_no_clock_that_jumps_back_prolongs_it(later: int, covers: bool) -> None:
    scene = Scene()
    run = scene.run()
    approved(scene, run, call("0"), GRANT)
    scene.now += later
    assert (action(scene, run, call("1")) is Action.ACT) == covers


def test_a_grant_never_covers_what_is_malicious() -> None:
    scene = Scene()
    run = scene.run()
    approved(scene, run, call("0"), GRANT)
    scene.labels["pay"] = Label.MALICIOUS
    assert action(scene, run, call("1")) is Action.REFUSE


def test_a_grant_ends_when_the_policy_changes() -> None:
    scene = Scene()
    approved(scene, scene.run(), call("0"), GRANT)
    scene = scene.renewed()
    assert action(scene, scene.run(), call("1")) is Action.VERIFY


def test_a_grant_ends_when_a_declaration_changes() -> None:
    scene = Scene()
    run = scene.run()
    approved(scene, run, call("0"), GRANT)
    scene.guard.check_tools([ToolSpec("pay", "Pay, or so it says now.", SCHEMA), *SPECS[:1]], run)
    assert action(scene, run, call("1")) >= Action.VERIFY


def test_no_grant_is_longer_or_wider_than_the_configuration_says() -> None:
    scene = Scene(config={"approval": Approval(grant_minutes=1, grant_uses=1)})
    run = scene.run()
    approved(scene, run, call("0"), Answer("approve", "ann", grant=GrantTerms(minutes=1e9, uses=10**9)))
    assert [action(scene, run, call(str(n))) for n in (1, 2)] == [Action.ACT, Action.VERIFY]
    scene.now += 61
    assert action(scene, run, call("3")) is Action.VERIFY


def test_the_budget_of_a_run_is_spent_once_and_then_refuses() -> None:
    scene = Scene(config={"approval": Approval(asks_per_run=2)})
    run = scene.run()
    for n in range(2):
        [request] = scene.guard.requests([call(str(n), amount=n)], run)
        scene.guard.answer(request, Answer("reject", "ann"), run)
    decision = scene.guard.check_calls([call("9", amount=9)], run)[0]
    assert decision.action is Action.REFUSE
    assert "ask_budget" in {f.code for f in decision.findings}
    assert scene.guard.requests([call("9", amount=9)], run) == []


def test_an_approver_that_raises_or_hangs_or_answers_nonsense_is_no_answer() -> None:
    class Broken:
        def __init__(self, answer: Any) -> None:
            self.answer = answer

        def ask(self, requests: Any) -> Any:
            if isinstance(self.answer, Exception):
                raise self.answer
            return self.answer

    for answer in (RuntimeError("boom"), None, [], ["approve"], [True], 7, [None]):
        scene = Scene(arguments={"approver": Broken(answer)})
        assert scene.guard.enter(call("1"), scene.run()).decision.action >= Action.VERIFY


def test_an_approver_is_asked_once_about_one_intent() -> None:
    approver = ScriptedApprover(otherwise="reject")
    scene = Scene(arguments={"approver": approver})
    run = scene.run()
    assert [action(scene, run, call(str(n))) for n in range(3)] == [Action.REFUSE] * 3
    assert len(approver.shown) == 1


@pytest.mark.parametrize("fails", [RuntimeError("boom"), None, threading.Event()], ids=["raises", "no answer", "hangs"])
def test_an_approver_that_did_not_answer_is_not_asked_the_same_again(fails: Any) -> None:
    asked = []

    class Silent:
        def ask(self, requests: Any) -> Any:
            asked.append(requests)
            if isinstance(fails, Exception):
                raise fails
            return [fails.wait(5)] if fails else []

    scene = Scene(config={"approval": Approval(timeout_s=0.05)}, arguments={"approver": Silent()})
    run = scene.run()
    assert [action(scene, run, call(str(n))) for n in range(3)] == [Action.REFUSE] * 3
    assert len(asked) == 1
    if fails and not isinstance(fails, Exception):
        fails.set()


NAN = float("nan")
NONSENSE = [True, GrantTerms("1", "2"), {"minutes": 1}, GrantTerms(NAN, 1), GrantTerms(1, NAN), GrantTerms(-1, 1)]  # type: ignore[arg-type]


@pytest.mark.parametrize("grant", NONSENSE, ids=repr)
def test_a_grant_that_is_nonsense_is_no_answer(grant: Any) -> None:
    scene = Scene()
    run = scene.run()
    [request] = scene.guard.requests([call("1")], run)
    assert scene.guard.answer(request, Answer("approve", "ann", grant=grant), run).action is Action.REFUSE


def test_an_edit_that_names_no_arguments_is_no_answer() -> None:
    scene = Scene()
    run = scene.run()
    [request] = scene.guard.requests([call("1")], run)
    said = Answer("edit", "ann", edited=5)  # type: ignore[arg-type]  # an approver may say anything
    assert scene.guard.answer(request, said, run).action is Action.REFUSE


def test_an_answer_fits_no_request_but_the_one_about_its_call() -> None:
    scene = Scene()
    run = scene.run()
    shown, other = scene.guard.requests([call("1"), call("2", to="mallory")], run)
    scene.guard.answer(replace(shown, id=other.id), YES, run)
    assert [action(scene, run, one) for one in (call("1"), call("2", to="mallory"))] == [Action.VERIFY] * 2


def test_who_may_answer_is_what_the_table_says_not_the_request() -> None:
    scene = Scene(config={"tools": {**TABLE, "pay": replace(TABLE["pay"], approvers=("ann",))}})
    run = scene.run()
    [request] = scene.guard.requests([call("1")], run)
    answer = Answer("approve", "mallory")
    assert scene.guard.answer(replace(request, approvers=()), answer, run).action is Action.REFUSE
