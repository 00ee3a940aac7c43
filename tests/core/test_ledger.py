"""The ledger is what the events say: however they arrive, in however many pieces, it ends up the same."""

from __future__ import annotations

import gc
import weakref
from dataclasses import fields
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard import Guard
from mosaic_guard.decision import Action
from mosaic_guard.engine.ledger import Ledger
from mosaic_guard.traces.events import Event, EventKind
from mosaic_guard.trajectory import Message, Origin, RunId, ToolCall, ToolOutput, Trajectory

RUN = RunId("thread")
keys = st.sampled_from(["key1", "key2"])
intents = st.sampled_from(["intent1", "intent2"])
requests = st.builds("{}#{}".format, keys, st.integers(0, 1))
phases = st.sampled_from(["call", "prompt", "output"])
labels = st.sampled_from(["benign", "malicious"])
grants = st.sampled_from(
    [{}, {"used_grant": "g"}, {"grant": {"minutes": 5, "uses": 2}, "values": "v", "fingerprint": "f"}]
)
actions = st.sampled_from(["act", "verify", "refuse"])


def payload(kind: EventKind, draw: Any) -> tuple[str, dict[str, Any]]:
    if kind is EventKind.DECIDED:
        said = {"phase": draw(phases), "action": draw(actions), "settled": draw(actions), "intent": draw(intents)}
        return draw(keys), {**said, "label": draw(labels), "fingerprints": {"policy": "p"}}
    if kind is EventKind.ASKED:
        return draw(requests), {"sources": draw(st.lists(st.sampled_from(["mail", "web"]), unique=True))}
    if kind is EventKind.ANSWERED:
        request = draw(requests)
        said = {"request_id": request, "intent": draw(intents), "approver": "ann"}
        return request, {**said, "decision": draw(st.sampled_from(["approve", "reject"])), **draw(grants)}
    key = draw(keys)
    if kind is EventKind.STARTED:
        return f"{key}#0", {"call_key": key}
    return key, {"outcome": "ok"}


@st.composite
def histories(draw: Any) -> list[Event]:
    events = []
    for number in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(EventKind))
        subject, said = payload(kind, draw)
        events.append(Event(f"event{number}", kind, RUN, float(number), subject, said))
    return events


def folded(*parts: list[Event]) -> Ledger:
    ledger = Ledger()
    for part in parts:
        for event in part:
            ledger.apply(event)
    return ledger


def state(ledger: Ledger) -> dict[str, Any]:
    return {f.name: getattr(ledger, f.name) for f in fields(ledger)}


@given(histories(), st.integers(0, 12))
def test_reading_on_from_any_point_gives_the_same_ledger(events: list[Event], cut: int) -> None:
    assert state(folded(events[:cut], events[cut:])) == state(folded(events))


@given(histories(), st.integers(0, 12))
def test_reading_a_prefix_again_changes_nothing(events: list[Event], cut: int) -> None:
    assert state(folded(events[:cut], events)) == state(folded(events))
    assert state(folded(events, events)) == state(folded(events))


@given(histories())
def test_a_decision_is_never_replaced_by_a_milder_one(events: list[Event]) -> None:
    ledger, strictest = Ledger(), dict[str, Action]()
    for event in events:
        ledger.apply(event)
        for key, recorded in ledger.decisions.items():
            assert recorded.action >= strictest.get(key, Action.ACT)
            strictest[key] = recorded.action


@given(histories())
def test_the_first_answer_to_a_request_is_the_one_that_counts(events: list[Event]) -> None:
    ledger = folded(events)
    first: dict[str, Any] = {}
    for event in events:
        if event.kind is EventKind.ANSWERED:
            first.setdefault(str(event.payload["request_id"]), event.payload)
    assert ledger.answers == first


@given(histories())
def test_every_start_counts(events: list[Event]) -> None:
    ledger = folded(events)
    starts = [e for e in events if e.kind is EventKind.STARTED]
    assert sum(ledger.attempt(key) for key in ("key1", "key2")) == len(starts)


def test_a_run_that_nobody_holds_any_more_is_forgotten() -> None:
    guard, trajectory = Guard(store=None), Trajectory(RUN)
    trajectory.append(Message("user", "Read it.", Origin.USER))
    call = ToolCall("c1", "read", {"page": 1}, "m1")
    guard.enter(call, trajectory)
    guard.check_output(ToolOutput("c1", "read", "What the page says."), trajectory)
    guard.store.flush()
    held = weakref.ref(trajectory)
    del trajectory
    gc.collect()
    assert held() is None
    guard.close()
