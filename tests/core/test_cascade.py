"""Whoever assesses may raise, hang or talk nonsense: the check then fails closed, and the others are still heard."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from mosaic_guard import Assessment, Check, Floor, Label, Phase, Role, RunId, ToolCall, ToolOutput, Trajectory, resolve
from mosaic_guard.assessment import Finding
from mosaic_guard.decision import Action
from mosaic_guard.engine.cascade import Cascade, Judgement
from mosaic_guard.engine.offload import Offload
from mosaic_guard.engine.steps import arun, run
from mosaic_guard.testing import ScriptedPolicy

CALLS = (ToolCall("1", "read"), ToolCall("2", "pay"))
MODES = pytest.mark.parametrize("mode", ["sync", "async"])


def check(calls: Sequence[ToolCall] = CALLS) -> Check:
    return Check(Phase.CALL, Trajectory(RunId("t")), calls=tuple(calls))


def judged(cascade: Cascade, mode: str) -> list[Judgement]:
    return run(cascade.judge(check())) if mode == "sync" else asyncio.run(arun(cascade.judge(check())))


def action(judgement: Judgement) -> Action:
    return resolve(Phase.CALL, floors=judgement.floors, assessments=judgement.assessments).action


GARBAGE = [None, 7, "benign", [], [Assessment("x", Label.BENIGN)], ["benign", "benign"], [None, None], {"a": 1, "b": 2}]
WRONG_LABEL: Any = "benign"
WRONG: list[Any] = [
    Assessment("x", WRONG_LABEL),
    Assessment(None, Label.BENIGN),  # type: ignore[arg-type]  # nonsense on purpose, here and below
    Assessment("x", Label.BENIGN, state="skipped"),  # type: ignore[arg-type]
    Assessment("x", Label.BENIGN, findings=None),  # type: ignore[arg-type]
    Assessment("x", Label.BENIGN, findings=("why",)),  # type: ignore[arg-type]
    Assessment("x", Label.BENIGN, findings=(Finding("why", ["a", "list"]),)),  # type: ignore[arg-type]
    Assessment("x", Label.BENIGN, safety_thoughts=["a", "list"]),  # type: ignore[arg-type]
]


@MODES
@pytest.mark.parametrize("blocking", [False, True])
@pytest.mark.parametrize("garbage", [*GARBAGE, *([one] * 2 for one in WRONG)], ids=repr)
def test_a_policy_that_answers_nonsense_fails_the_check(garbage: Any, blocking: bool, mode: str) -> None:
    broken = ScriptedPolicy(returns=garbage, blocking=blocking)
    assert [action(j) for j in judged(Cascade(policies=(broken,)), mode)] == [Action.REFUSE] * 2


@MODES
@pytest.mark.parametrize("blocking", [False, True])
def test_a_policy_that_raises_fails_the_check_and_the_others_are_heard(blocking: bool, mode: str) -> None:
    broken = ScriptedPolicy(raises=ValueError("boom"), blocking=blocking)
    other = ScriptedPolicy(name="other", script={"pay": Label.MALICIOUS})
    found = judged(Cascade(policies=(broken, other)), mode)
    assert [[a.state for a in j.assessments] for j in found] == [["failed", "ok"], ["failed", "ok"]]
    assert found[1].assessments[1].label is Label.MALICIOUS


def test_a_list_of_findings_is_as_good_as_a_tuple() -> None:
    listed: Any = [Finding("why", "Because.")]
    policy = ScriptedPolicy(returns=[Assessment("x", Label.SENSITIVE, findings=listed)] * 2)
    for judgement in judged(Cascade(policies=(policy,)), "sync"):
        assert resolve(Phase.CALL, assessments=judgement.assessments).findings == tuple(listed)


@MODES
@pytest.mark.parametrize("end", [SystemExit(1), asyncio.CancelledError(), KeyboardInterrupt()], ids=repr)
def test_a_policy_that_ends_its_thread_fails_the_check(end: Any, mode: str) -> None:
    found = judged(Cascade(policies=(ScriptedPolicy(raises=end, blocking=True),)), mode)
    assert [action(j) for j in found] == [Action.REFUSE] * 2


@MODES
def test_a_policy_that_hangs_is_given_up_at_its_deadline(mode: str) -> None:
    never = threading.Event()
    stuck = ScriptedPolicy(waits=never, blocking=True)
    found = judged(Cascade(policies=(stuck,), offload=Offload(seconds=0.05)), mode)
    assert [action(j) for j in found] == [Action.REFUSE] * 2
    never.set()


@MODES
def test_both_ways_of_asking_give_the_same_judgement(mode: str) -> None:
    policy = ScriptedPolicy(script={"pay": Label.SENSITIVE}, blocking=True)
    found = judged(Cascade(policies=(policy,)), mode)
    assert [j.assessments[0].label for j in found] == [Label.BENIGN, Label.SENSITIVE]


class Facts:
    name = fingerprint = "facts"

    def facts(self, check: Check) -> Sequence[Any]:
        raise RuntimeError("boom")


class Floors:
    name = fingerprint = "floors"

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def floors(self, check: Check) -> Any:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@MODES
def test_a_fact_source_that_raises_fails_the_check(mode: str) -> None:
    found = judged(Cascade(fact_sources=(Facts(),), policies=(ScriptedPolicy(),)), mode)
    assert [action(j) for j in found] == [Action.REFUSE] * 2


@MODES
@pytest.mark.parametrize("limit", [1, 0], ids=["takes too long", "too many are running"])
def test_a_long_output_that_is_not_read_in_time_fails_the_check(mode: str, limit: int) -> None:
    never = threading.Event()

    class Slow(Facts):
        def facts(self, check: Check) -> Sequence[Any]:
            never.wait()
            return ()

    cascade = Cascade(fact_sources=(Slow(),), offload=Offload(limit=limit, seconds=0.05))
    long = Check(Phase.OUTPUT, Trajectory(RunId("t")), output=ToolOutput("1", "read", "word " * 20_000))
    (found,) = run(cascade.judge(long)) if mode == "sync" else asyncio.run(arun(cascade.judge(long)))
    assert resolve(Phase.OUTPUT, floors=found.floors, assessments=found.assessments).action is Action.REFUSE
    never.set()


@MODES
@pytest.mark.parametrize("answer", [RuntimeError("boom"), [], [[]], None, 3, [[], [], []]], ids=repr)
def test_a_floor_source_that_is_broken_refuses_everything(answer: Any, mode: str) -> None:
    found = judged(Cascade(floor_sources=(Floors(answer),), policies=(ScriptedPolicy(),)), mode)
    assert [action(j) for j in found] == [Action.REFUSE] * 2


def test_a_plugin_can_not_claim_a_role_that_loosens() -> None:
    doubt = ScriptedPolicy(otherwise=Label.SENSITIVE)
    plugin = ScriptedPolicy(name="plugin", role=Role.MODEL, returns=[_masked(), _masked()])
    found = judged(Cascade(policies=(doubt,), plugins=(plugin,)), "sync")
    assert [action(j) for j in found] == [Action.VERIFY] * 2


def _masked() -> Assessment:
    return Assessment("plugin", Label.BENIGN, Role.MODEL, view="masked")


def test_a_blocking_policy_is_not_asked_about_what_is_refused_anyway() -> None:
    floor = Floor("refuse", Finding("denied_by_table", "no"))
    policy = ScriptedPolicy(blocking=True)
    judged(Cascade(floor_sources=(Floors([[floor], [floor]]),), policies=(policy,)), "sync")
    assert policy.checks == []
    judged(Cascade(floor_sources=(Floors([[floor], []]),), policies=(policy,)), "sync")
    assert len(policy.checks) == 1


def test_the_fingerprint_changes_with_that_of_any_part() -> None:
    one, other = ScriptedPolicy(), ScriptedPolicy(fingerprint="other")
    prints = {
        Cascade(policies=(one,)).fingerprint,
        Cascade(policies=(other,)).fingerprint,
        Cascade(policies=(one,), floor_sources=(Floors([]),)).fingerprint,
        Cascade(policies=(one,), plugins=(one,)).fingerprint,
    }
    assert len(prints) == 4


def test_a_policy_that_is_down_is_said_to_be_down() -> None:
    found = judged(Cascade(policies=(ScriptedPolicy(), ScriptedPolicy(name="m", state="down"))), "sync")
    assert [j.state for j in found] == ["down", "down"]


def test_a_state_that_is_nonsense_is_not_taken_for_ok() -> None:
    broken: Any = {"its": "own"}
    found = judged(Cascade(policies=(ScriptedPolicy(state=broken),)), "sync")
    assert [j.state for j in found] == ["degraded", "degraded"]


@pytest.mark.parametrize(("blocking", "warned"), [(False, True), (True, False)])
def test_a_policy_that_holds_up_the_event_loop_too_long_is_warned_of(
    blocking: bool, warned: bool, caplog: pytest.LogCaptureFixture
) -> None:
    slow = ScriptedPolicy(name="slow", blocking=blocking)
    run(Cascade(policies=(slow,), offload=Offload(seconds=0 if warned else 30)).judge(check()))
    assert ("held up the event loop policy=slow" in caplog.text) == warned


LONG = "word " * 20_000


class Watching:
    """A fact source, a floor source and a policy that keep which thread asked them."""

    name, fingerprint, blocking, phases = "watching", "1", False, frozenset(Phase)

    def __init__(self) -> None:
        self.threads: dict[str, set[int]] = {}

    def _asked(self, as_: str) -> None:
        self.threads.setdefault(as_, set()).add(threading.get_ident())

    def facts(self, check: Check) -> Sequence[Any]:
        self._asked("facts")
        return ()

    def floors(self, check: Check) -> Sequence[Sequence[Floor]]:
        self._asked("floors")
        return [[]] * check.subjects

    def assess(self, check: Check) -> Sequence[Assessment]:
        self._asked("assess")
        return [Assessment(self.name, Label.BENIGN)] * check.subjects


def long_call(trajectory: Trajectory) -> Check:
    return Check(Phase.CALL, trajectory, calls=(ToolCall("1", "send", {"to": ["ann"], "body": {"text": LONG}}),))


def call_after(trajectory: Trajectory) -> Check:
    for at in range(100):
        trajectory.append(ToolOutput(str(at), "read", "see below", structured=[LONG[:1000]]))
    return Check(Phase.CALL, trajectory, calls=CALLS)


def call_below(trajectory: Trajectory) -> Check:
    call_after(trajectory)
    return Check(Phase.CALL, Trajectory(RunId("below"), parent=trajectory), calls=CALLS)


def answer_after(trajectory: Trajectory) -> Check:
    call_after(trajectory)
    return Check(Phase.ANSWER, trajectory, text="Done.")


@pytest.mark.parametrize("long", [long_call, call_after, call_below, answer_after])
def test_what_takes_long_is_done_beside_the_event_loop(long: Callable[[Trajectory], Check]) -> None:
    one = Watching()
    cascade = Cascade(fact_sources=(one,), floor_sources=(one,), policies=(one,))
    asyncio.run(arun(cascade.judge(long(Trajectory(RunId("t"))))))
    here = {threading.get_ident()}
    assert here.isdisjoint(one.threads["facts"] | one.threads["assess"])
    assert here.isdisjoint(one.threads["floors"]) == (long is long_call)  # limits don't look back


def test_what_takes_no_time_is_done_where_it_is_asked_for() -> None:
    one = Watching()
    asyncio.run(arun(Cascade(fact_sources=(one,), floor_sources=(one,), policies=(one,)).judge(check())))
    assert one.threads == {asked: {threading.get_ident()} for asked in ("facts", "floors", "assess")}


@MODES
def test_limits_on_a_long_call_that_take_too_long_refuse_it(mode: str) -> None:
    never = threading.Event()

    class Slow(Floors):
        def floors(self, check: Check) -> Any:
            never.wait(5)
            return [[]]

    cascade = Cascade(floor_sources=(Slow([]),), policies=(ScriptedPolicy(),), offload=Offload(seconds=0.05))
    long = long_call(Trajectory(RunId("t")))
    (found,) = run(cascade.judge(long)) if mode == "sync" else asyncio.run(arun(cascade.judge(long)))
    assert action(found) is Action.REFUSE
    never.set()
