from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard.traces.rows.branches import Branches
from mosaic_guard.traces.rows.queries import histories_of, trace_infos
from mosaic_guard.traces.store import SqlStore
from mosaic_guard.traces.verification import verify
from mosaic_guard.trajectory import Message, Origin, RunId, ToolCall, ToolOutput, Trajectory
from tests.traces.making import RUN, SECONDS, event, output, said, texts, trajectory

Open = Callable[..., SqlStore]


def histories(store: SqlStore) -> list[list[str]]:
    return [texts(history) for history in store.read(lambda c: histories_of(c, RUN.trace)).result(SECONDS)]


def messages_stored(store: SqlStore) -> int:
    return sum(info.items for info in store.read(trace_infos).result(SECONDS))


def test_every_kind_of_message_comes_back_as_it_was(store: SqlStore) -> None:
    items = [
        Message("system", "be nice", Origin.SYSTEM),
        said("hello"),
        Message("assistant", "", Origin.MODEL, "m1", (ToolCall("c1", "read", {"n": [1, {"a": None}]}, "m1"),)),
        ToolOutput("c1", "read", [{"type": "text", "text": "x\x00"}], {"rows": []}, None, True, Origin.TRUSTED, "m1"),
    ]
    store.append([], trajectory(*items)).result(SECONDS)
    assert store.read(lambda c: histories_of(c, RUN.trace)).result(SECONDS) == [items]


def test_of_an_artifact_only_the_type_is_kept(store: SqlStore) -> None:
    store.append([], trajectory(ToolOutput("c1", "read", "text", artifact={"password": "hunter2x"})))
    [[stored]] = store.read(lambda c: histories_of(c, RUN.trace)).result(SECONDS)
    assert isinstance(stored, ToolOutput)
    assert stored.artifact == "<dict>"


def test_an_artifact_is_not_spelled_out_to_be_left_out(store: SqlStore) -> None:
    class Table:
        spelled = 0

        def model_dump(self) -> dict[str, str]:
            self.spelled += 1
            return {}

    table = Table()
    store.append([], trajectory(ToolOutput("c1", "read", "text", artifact=table))).result(SECONDS)
    assert not table.spelled


def test_items_are_stored_once_however_often_their_trajectory_is_handed_over(store: SqlStore) -> None:
    ours = trajectory(said("a"))
    for text in ("b", "c"):
        store.append([event()], ours)
        ours.append(said(text))
    store.append([event()], ours)
    store.append([], ours).result(SECONDS)
    assert histories(store) == [["a", "b", "c"]]
    assert messages_stored(store) == 3


def test_a_resumed_run_adds_only_what_is_new(open_again: Open) -> None:
    open_again().append([], trajectory(said("a"), output("b"))).result(SECONDS)
    second = open_again()
    second.append([], trajectory(said("a"), output("b"), said("c"))).result(SECONDS)
    assert histories(second) == [["a", "b", "c"]]
    assert messages_stored(second) == 3


def test_a_rewritten_history_is_a_new_branch_and_the_old_one_stays(store: SqlStore) -> None:
    store.append([], trajectory(said("a"), said("b"), said("c")))
    store.append([], trajectory(said("a"), said("B"), said("c")))
    store.append([], trajectory(said("a"), said("b"), said("c"), said("d")))
    store.append([], trajectory(said("summary"))).result(SECONDS)
    assert histories(store) == [["a", "b", "c", "d"], ["a", "B", "c"], ["summary"]]
    assert verify(store).ok


def test_an_earlier_point_of_the_run_is_no_new_branch(store: SqlStore) -> None:
    store.append([], trajectory(said("a"), said("b"), said("c")))
    store.append([], trajectory(said("a"))).result(SECONDS)
    assert histories(store) == [["a", "b", "c"]]


def test_a_repeated_message_is_kept_at_each_of_its_places(store: SqlStore) -> None:
    store.append([], trajectory(said("yes"), said("ok"), said("yes"))).result(SECONDS)
    assert histories(store) == [["yes", "ok", "yes"]]
    assert verify(store).ok


def test_a_nested_run_names_the_trace_that_called_it(store: SqlStore) -> None:
    outer = trajectory(said("outer"))
    inner = Trajectory(RunId("thread-1", "tools:1"), [said("inner")], parent=outer)
    store.append([event()], outer)
    store.append([event(run=inner.id)], inner).result(SECONDS)
    parents = {info.name: info.parent for info in store.read(trace_infos).result(SECONDS)}
    assert parents == {"thread-1": "", "thread-1/tools:1": "thread-1"}


def test_two_processes_that_know_the_same_history_store_it_once(open_again: Open) -> None:
    one, two = open_again(), open_again()
    ours, theirs = trajectory(said("a")), trajectory(said("a"))
    for text in "bcd":
        one.append([], ours).result(SECONDS)
        two.append([], theirs).result(SECONDS)
        ours.append(said(text))
        theirs.append(said(text))
    two.append([], theirs).result(SECONDS)
    one.append([], ours).result(SECONDS)
    assert histories(one) == [["a", "b", "c", "d"]]
    assert verify(one).ok


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=6), max_size=8))
def test_every_history_that_was_written_can_be_read_back_from_its_branch(written: list[list[str]]) -> None:
    branches = Branches()
    for history in written:
        branch = branches.newest
        for index, digest in enumerate(history):
            branch, place = branches.place(branch, index, digest)
            if place is not None:
                branches.add(place)
        assert branches.path(branch)[: len(history)] == history
    paths = [branches.path(branch) for branch in range(len(branches))]
    for history in written:
        assert any(path[: len(history)] == history for path in paths) or not history
    assert len({tuple(path) for path in paths}) == len(paths)
