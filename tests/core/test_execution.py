import pytest

from mosaic_guard import Effect, Message, Origin, RunId, ToolCall, ToolSpec, Trajectory
from mosaic_guard.testing import memory_guard
from mosaic_guard.traces.events import EventKind


def kinds_after(tool, outcome):
    guard = memory_guard()
    run = Trajectory(RunId("t"), [Message("user", f"{tool} it", Origin.USER)])
    guard.check_tools([ToolSpec(tool, effect=Effect())], run)
    call = ToolCall("1", tool, {"name": "it"})
    run.append(Message("assistant", "", Origin.MODEL, calls=(call,)))
    guard.leave(guard.enter(call, run), run, **outcome)
    events = [e.event for e in guard.store.events(run.id).result()]
    return [e.kind for e in events if e.payload.get("phase", "call") == "call"]


def test_a_write_is_decided_started_and_finished():
    assert kinds_after("delete", {"outcome": "ok"}) == [EventKind.DECIDED, EventKind.STARTED, EventKind.FINISHED]


@pytest.mark.parametrize(("outcome", "more"), [("ok", []), ("error", [EventKind.FINISHED])])
def test_a_read_needs_no_claim_and_says_how_it_ended_only_when_not_well(outcome, more):
    assert kinds_after("read", {"outcome": outcome}) == [EventKind.DECIDED, *more]
