"""What becomes of calls that a person has to approve, in every host."""

from __future__ import annotations

from contextlib import suppress
from itertools import permutations
from typing import Any

import pytest
from langgraph.types import Command
from mosaic_adapters.testing import calling
from pydantic import ValidationError

from mosaic_guard import Label
from mosaic_guard.config import Approval, ToolRule
from mosaic_guard.traces.audit import audit
from tests.conformance.hosts import HOSTS, Host
from tests.conformance.manifest import requirement
from tests.conformance.test_calls import EITHER_WAY, EVERYWHERE, SIZES
from tests.conformance.world import TABLE, World, answers, assert_valid, saver

ROOMY = {"approval": Approval(asks_per_run=50, asks_per_source=50)}
NONSENSE = ["approve", {"type": "allow"}, {"decisions": []}]


def payments(count: int) -> Any:
    return calling(*(("pay", {"n": n}) for n in range(count)))


@requirement("verify.asks-once")
@EVERYWHERE
@EITHER_WAY
def test_a_person_is_asked_before_anything_runs(host: Host, is_async) -> None:
    world = World()
    talk = host.converse(world, calling(("pay", {"n": 0}), ("pay", {"n": 1})), is_async=is_async).say()
    assert world.ran("pay") == []
    assert sorted((r["name"], r["args"]["n"]) for r in talk.requests) == [("pay", 0), ("pay", 1)]
    talk.answer()
    assert talk.pending == []


@requirement("verify.approve-runs-once")
@EVERYWHERE
@EITHER_WAY
@SIZES
def test_an_approved_call_runs_once_with_exactly_what_was_shown(host: Host, is_async, size) -> None:
    world = World(config=ROOMY)
    talk = host.converse(world, payments(size), is_async=is_async).say()
    shown = sorted((r["args"] for r in talk.requests), key=lambda args: args["n"])
    talk.answer_all()
    assert world.ran("pay") == shown == [{"n": n, "to": "alice"} for n in range(size)]
    assert_valid(talk.history)


@requirement("verify.reject-never-runs")
@EVERYWHERE
@EITHER_WAY
@SIZES
def test_a_rejected_call_never_runs(host: Host, is_async, size) -> None:
    world = World(config=ROOMY)
    talk = host.converse(world, payments(size), is_async=is_async).say()
    assert len(talk.requests) == size
    talk.answer_all("reject")
    assert world.ran("pay") == []
    assert [m.status for m in answers(talk.history, "pay")] == ["error"] * size
    assert_valid(talk.history)


@requirement("verify.mixed-answers")
@EVERYWHERE
@EITHER_WAY
def test_each_answer_reaches_its_own_call(host: Host, is_async) -> None:
    world = World(config=ROOMY)
    talk = host.converse(world, payments(8), is_async=is_async).say()
    talk.answer_all(lambda action: {"type": "approve" if action["args"]["n"] % 2 else "reject"})
    assert [args["n"] for args in world.ran("pay")] == [1, 3, 5, 7]
    assert_valid(talk.history)


DECISIONS = {
    "approve": {"type": "approve"},
    "edit": {"type": "edit", "edited_action": {"name": "pay", "args": {"n": 5, "to": "bob"}}},
    "reject": {"type": "reject", "message": "No!"},
    "respond": {"type": "respond", "message": "By hand."},
}


@requirement("verify.mixed-answers")
@pytest.mark.parametrize("host", [h for h in HOSTS if h.name != "guard_tools"], ids=lambda host: host.name)
@EITHER_WAY
@pytest.mark.parametrize("said", [*permutations(DECISIONS, 2)], ids="-".join)
def test_calls_that_share_an_id_follow_each_its_own_answer(host: Host, is_async, said: tuple[str, str]) -> None:
    world = World()
    batch = calling(("pay", {"n": 0}, "same"), ("pay", {"n": 1}, "same"))
    talk = host.converse(world, batch, is_async=is_async).say()
    assert len(talk.requests) == 2
    talk.answer_all(lambda a: DECISIONS[dict(enumerate(said)).get(a["args"]["n"], "approve")])
    came = {"approve": "pay {n}", "edit": "pay 5", "reject": "No!", "respond": "By hand."}
    told = [m.text for m in answers(talk.history, "pay")]
    expected = [came[one].format(n=n) for n, one in enumerate(said)]
    assert len(told) == 2
    assert [one.endswith(other) for one, other in zip(told, expected, strict=True)] == [True, True]
    assert sorted(f"pay {args['n']}" for args in world.ran("pay")) == sorted(e for e in expected if e[0] == "p")
    assert_valid(talk.history)


@requirement("verify.mixed-answers")
@pytest.mark.parametrize("host", [h for h in HOSTS if h.name != "guard_tools"], ids=lambda host: host.name)
@EITHER_WAY
def test_calls_that_share_an_id_and_are_changed_into_the_same_one_stay_two(host: Host, is_async) -> None:
    world = World()
    batch = calling(("pay", {"n": 0}, "same"), ("pay", {"n": 1}, "same"))
    talk = host.converse(world, batch, is_async=is_async).say()
    talk.answer_all(lambda a: DECISIONS["approve" if a["args"]["n"] == 5 else "edit"])
    told = [m.text for m in answers(talk.history, "pay")]
    ran = [text for text in told if text.endswith("pay 5")]
    assert len(told) == 2
    assert len(world.ran("pay")) == len(ran) >= 1
    assert all("already" in text for text in told if text not in ran)
    if host.name in ("middleware", "safety_check_node"):  # who rewrites the proposal can tell the two apart
        assert len(ran) == 2
    assert_valid(talk.history)


@requirement("verify.edit-is-checked")
@EVERYWHERE
@EITHER_WAY
def test_an_edited_call_runs_as_edited_after_a_second_check(host: Host, is_async) -> None:
    world = World()
    talk = host.converse(world, payments(1), is_async=is_async).say()
    talk.answer(lambda action: {"type": "edit", "edited_action": {"name": "pay", "args": {"n": 5, "to": "bob"}}})
    for _ in range(3):
        if talk.pending:
            assert world.ran("pay") == []
            talk.answer()
    assert world.ran("pay") == [{"n": 5, "to": "bob"}]
    assert any(dict(c.args) == {"n": 5, "to": "bob"} for check in world.policy.checks for c in check.calls)
    assert_valid(talk.history)
    said = {(r.args["n"], r.answer, r.outcome) for r in audit(world.guard.store) if r.tool == "pay"}
    assert said == {(0, "edit", "not run"), (5, "approve", "ok")}


@requirement("forgery.approver-from-server")
@pytest.mark.parametrize("host", [h for h in HOSTS if h.name != "guard_tools"], ids=lambda host: host.name)
def test_somebody_who_may_not_answer_can_not_change_a_call_either(host: Host) -> None:
    world = World(table={**TABLE, "pay": ToolRule(effect="write", decisive=("n", "to"), approvers=("ann",))})
    world.policy.script = lambda call: Label.SENSITIVE if call.args.get("n") == 0 else Label.BENIGN
    talk = host.converse(world, payments(1)).say()
    talk.user = "bob"
    talk.answer(lambda action: DECISIONS["edit"])
    assert world.ran("pay") == []


@requirement("verify.edit-can-not-smuggle")
@EVERYWHERE
@EITHER_WAY
def test_an_edit_into_something_refused_does_not_run(host: Host, is_async) -> None:
    world = World()
    world.policy.script = lambda call: Label.MALICIOUS if call.args.get("n") == 99 else Label.SENSITIVE
    talk = host.converse(world, payments(1), is_async=is_async).say()
    talk.answer(lambda action: {"type": "edit", "edited_action": {"name": "pay", "args": {"n": 99, "to": "bob"}}})
    talk.answer_all()
    assert world.ran("pay") == []
    assert_valid(talk.history)


@requirement("verify.respond-does-not-run")
@EVERYWHERE
@EITHER_WAY
def test_a_response_in_place_of_an_approval_does_not_run_the_call(host: Host, is_async) -> None:
    world = World()
    talk = host.converse(world, payments(1), is_async=is_async).say()
    assert len(talk.requests) == 1
    talk.answer(lambda action: {"type": "respond", "message": "I paid it by hand."})
    assert world.ran("pay") == []
    assert [(m.text, m.status) for m in answers(talk.history, "pay")] == [("I paid it by hand.", "success")]
    assert_valid(talk.history)


@requirement("verify.reject-reaches-the-model")
@EVERYWHERE
@EITHER_WAY
def test_what_a_person_adds_to_a_rejection_is_told_the_model(host: Host, is_async) -> None:
    world = World()
    talk = host.converse(world, payments(1), is_async=is_async).say()
    talk.answer(lambda action: {"type": "reject", "message": "Alice was paid before."})
    assert ["Alice was paid before." in m.text for m in answers(talk.history, "pay")] == [True]


@requirement("verify.nonsense-refuses")
@EVERYWHERE
@pytest.mark.parametrize(
    "said", [True, "approve", {"type": "allow"}, {"decisions": []}, {"type": "approved"}, 7, None], ids=repr
)
def test_an_answer_that_is_no_answer_runs_nothing(host: Host, said: Any) -> None:
    world = World()
    talk = host.converse(world, payments(1)).say()
    [interrupt] = talk.pending
    with suppress(ValidationError):  # asked again, as LangChain's own inbox does
        talk.give(Command(resume={interrupt.id: said}))
    assert world.ran("pay") == []


@requirement("verify.flip-stays-strict")
@EVERYWHERE
@EITHER_WAY
@pytest.mark.parametrize("changed", [False, True], ids=["same_policy", "new_policy"])
def test_a_verdict_that_would_now_be_milder_still_needs_its_answer(host: Host, is_async, changed) -> None:
    world, kept = World(), saver()
    talk = host.converse(world, payments(1), is_async=is_async, checkpointer=kept).say()
    world.labels["pay"] = Label.BENIGN
    if changed:
        again = host.converse(world.renewed(), payments(1), is_async=is_async, checkpointer=kept)
        again.last = talk.last
        talk = again
    talk.answer("reject")
    assert world.ran("pay") == []


@requirement("verify.flip-gets-stricter")
@EVERYWHERE
@EITHER_WAY
def test_an_approved_call_that_a_new_policy_refuses_does_not_run(host: Host, is_async) -> None:
    world, kept = World(), saver()
    talk = host.converse(world, payments(1), is_async=is_async, checkpointer=kept).say()
    assert len(talk.requests) == 1
    stricter = world.renewed(pay=Label.MALICIOUS)
    again = host.converse(stricter, payments(1), is_async=is_async, checkpointer=kept)
    again.last = talk.last
    again.answer()
    assert world.ran("pay") == []
    assert_valid(again.history)


@requirement("verify.no-checkpointer-refuses")
@pytest.mark.parametrize("host", [h for h in HOSTS if not h.delegates], ids=lambda host: host.name)
@EITHER_WAY
def test_without_a_checkpointer_nobody_can_be_asked_so_it_is_refused(host: Host, is_async) -> None:
    world = World()
    talk = host.converse(world, payments(1), is_async=is_async, checkpointer=None).say()
    assert world.ran("pay") == []
    assert talk.pending == []
    assert [m.status for m in answers(talk.history, "pay")] == ["error"]
