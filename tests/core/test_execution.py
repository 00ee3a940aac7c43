import pytest

from mosaic_guard import Effect, Message, Origin, RunId, ToolCall, ToolSpec, Trajectory
from mosaic_guard.config import ToolRule
from mosaic_guard.testing import memory_guard
from mosaic_guard.traces.events import EventKind


def kinds_after(tool, *outcomes, **rule):
    guard = memory_guard(tools={tool: ToolRule(**rule)} if rule else None)
    run = Trajectory(RunId("t"), [Message("user", f"{tool} it", Origin.USER)])
    guard.check_tools([ToolSpec(tool, effect=Effect())], run)
    call = ToolCall("1", tool, {"name": "it"})
    run.append(Message("assistant", "", Origin.MODEL, calls=(call,)))
    for outcome in outcomes:
        guard.leave(guard.enter(call, run), run, outcome=outcome)
    events = [e.event for e in guard.store.events(run.id).result()]
    return [e.payload.get("outcome") or e.kind for e in events if e.payload.get("phase", "call") == "call"]


def test_a_write_is_decided_started_and_finished():
    assert kinds_after("delete", "ok") == [EventKind.DECIDED, EventKind.STARTED, "ok"]


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [(["ok", "ok"], []), (["error"], ["error"]), (["error", "ok", "ok"], ["error", "ok"])],
    ids=str,
)
def test_a_read_needs_no_claim_and_says_how_it_ended_only_where_not_well_or_well_again(outcomes, said):
    assert kinds_after("read", *outcomes) == [EventKind.DECIDED, *said]


def test_a_write_that_may_run_again_says_each_time_that_it_ran():
    twice = kinds_after("put", "ok", "ok", effect="write", idempotent=True, reversible=True, external=False)
    assert twice == [EventKind.DECIDED, "ok", "ok"]
