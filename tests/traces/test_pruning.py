from __future__ import annotations

import pytest

from mosaic_guard.traces.pruning import prune
from mosaic_guard.traces.rows.queries import histories_of
from mosaic_guard.traces.store import SqlStore
from mosaic_guard.traces.verification import verify
from mosaic_guard.trajectory import RunId
from tests.traces.making import RUN, SECONDS, event, said, texts, trajectory


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    for i, name in enumerate("abcd"):
        run = RunId(name)
        store.append([event(run=run, n=i)], trajectory(said("hello"), run=run))
        store.claim(event("started", "call", run)).result(SECONDS)
    return store


def test_all_but_the_newest_can_be_pruned_and_the_rest_still_verifies(filled: SqlStore) -> None:
    filled.append([event(run=RunId("a"))]).result(SECONDS)
    assert prune(filled, keep=2) == ["b", "c"]
    assert list(filled.traces()) == ["a", "d"]
    report = verify(filled)
    assert report.ok
    assert [(p.trace, p.events) for p in report.pruned] == [("b", 2), ("c", 2)]
    assert filled.events(RunId("b")).result(SECONDS) == []


def test_traces_last_written_before_a_time_can_be_pruned(filled: SqlStore) -> None:
    times = [filled.events(RunId(name)).result(SECONDS)[-1].event.time for name in "abcd"]
    assert prune(filled, before=times[2]) == ["a", "b"]
    assert verify(filled).ok
    assert prune(filled, before=0) == []


def test_a_pruned_trace_may_be_taken_up_again(filled: SqlStore) -> None:
    ours = trajectory(said("hello"), run=RunId("a"))
    filled.append([], ours)
    assert prune(filled, keep=0) == ["a", "b", "c", "d"]
    ours.append(said("more"))
    filled.append([event(run=RunId("a"))], ours).result(SECONDS)
    assert filled.claim(event("started", "call", RunId("a"))).result(SECONDS) is None
    assert verify(filled).ok
    assert list(filled.traces()) == ["a"]


def test_a_branch_of_a_pruned_trace_goes_on_alone(store: SqlStore) -> None:
    store.append([], trajectory(said("a")))
    store.append([], trajectory(said("b")))
    ours = trajectory(said("c"))
    store.append([], ours)
    prune(store, keep=0)
    ours.append(said("d"))
    store.append([event()], ours).result(SECONDS)
    assert [texts(history) for history in store.read(lambda c: histories_of(c, RUN.trace)).result()] == [["d"]]
    assert verify(store).ok


def test_pruning_needs_exactly_one_rule(filled: SqlStore) -> None:
    for rules in ({}, {"before": 1.0, "keep": 1}):
        with pytest.raises(ValueError, match="either before"):
            prune(filled, **rules)  # type: ignore[arg-type]
