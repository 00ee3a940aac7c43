from __future__ import annotations

import gc
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from mosaic_guard.errors import TraceError
from mosaic_guard.traces.events import EventKind
from mosaic_guard.traces.store import SqlStore, default_path, open_store
from mosaic_guard.traces.verification import verify
from mosaic_guard.trajectory import RunId
from tests.traces.making import RUN, SECONDS, event, said, trajectory

Open = Callable[..., SqlStore]


def test_events_come_back_as_they_were_in_order(store: SqlStore) -> None:
    wrote = [event(n=i, nested={"list": [1, None, "ü"], "float": 1.5}) for i in range(5)]
    store.append(wrote[:2]).result(SECONDS)
    store.append(wrote[2:])
    read = store.events(RUN).result(SECONDS)
    assert [s.event for s in read] == wrote
    assert [s.seq for s in read] == [0, 1, 2, 3, 4]
    assert [s.previous for s in read[1:]] == [s.hash for s in read[:-1]]


def test_events_of_some_kinds_and_from_a_number_on_can_be_asked_for(store: SqlStore) -> None:
    store.append([event("decided"), event("asked"), event("decided"), event("finished")])
    assert [s.seq for s in store.events(RUN, [EventKind.DECIDED]).result(SECONDS)] == [0, 2]
    assert [s.seq for s in store.events(RUN, [EventKind.DECIDED, EventKind.FINISHED], since=2).result(SECONDS)] == [
        2,
        3,
    ]
    assert store.events(RUN, since=4).result(SECONDS) == []


def test_known_events_are_left_out_but_for_the_last_that_says_how_far_the_trace_goes(store: SqlStore) -> None:
    wrote = [event() for _ in range(4)]
    store.append(wrote)
    known = {wrote[0].id, wrote[2].id, wrote[3].id}
    assert [s.seq for s in store.events(RUN, known=known).result(SECONDS)] == [1, 3]
    assert [s.seq for s in store.events(RUN, since=2, known=known).result(SECONDS)] == [3]


def test_nul_and_lone_surrogates_survive(store: SqlStore) -> None:
    run = RunId("a\x00b\ud800", "näm\\es", "ag'ent")
    one = event("started", "sub\x00ject\udfff", run=run, text="\x00 \ud83d", **{"k\x00": "v"})
    assert store.claim(one).result(SECONDS) is None
    assert [s.event for s in store.events(run).result(SECONDS)] == [one]
    assert run.trace in store.traces()
    assert verify(store).ok


def test_what_is_no_json_is_stored_as_markers(store: SqlStore) -> None:
    cycle: dict[str, object] = {}
    cycle["self"] = cycle
    deep: object = "x"
    for _ in range(300):
        deep = [deep]
    store.append([event(cycle=cycle, deep=deep, nan=float("nan"), set={3, 1}, bytes=b"\x01")]).result(SECONDS)
    payload = store.events(RUN).result(SECONDS)[0].event.payload
    assert payload["cycle"] == {"self": "<cycle>"}
    assert payload["nan"] == "nan"
    assert payload["set"] == [1, 3]
    assert "<too deep" in str(payload["deep"])


def test_a_payload_is_stored_as_it_was_when_it_was_handed_over(store: SqlStore) -> None:
    args = {"to": "bob"}
    store.append([event(args=args)])
    args["to"] = "eve"
    assert store.events(RUN).result(SECONDS)[0].event.payload["args"] == {"to": "bob"}


def test_the_first_claim_counts_and_later_ones_are_given_it(store: SqlStore) -> None:
    first, second = event("started", "key"), event("started", "key")
    assert store.claim(first).result(SECONDS) is None
    earlier = store.claim(second).result(SECONDS)
    assert earlier is not None
    assert earlier.event == first
    assert len(store.events(RUN).result(SECONDS)) == 1


def test_claims_differ_by_trace_kind_and_subject(store: SqlStore) -> None:
    claims = [event("started", "a"), event("answered", "a"), event("started", "b"), event("started", "a", RunId("t2"))]
    assert [store.claim(c).result(SECONDS) for c in claims] == [None] * 4


def test_two_claims_in_one_batch_are_told_apart(store: SqlStore) -> None:
    futures = [store.claim(event("started", "key", n=i)) for i in range(3)]
    assert futures[0].result(SECONDS) is None
    assert [f.result(SECONDS).event.payload["n"] for f in futures[1:]] == [0, 0]  # type: ignore[union-attr]


def test_traces_are_named_oldest_first(store: SqlStore) -> None:
    for name in ("b", "a", "c"):
        store.append([event(run=RunId(name))]).result(SECONDS)
    store.append([event(run=RunId("a", "sub"))]).result(SECONDS)
    assert list(store.traces()) == ["b", "a", "c", "a/sub"]


def test_everything_is_there_when_the_store_is_opened_again(open_again: Open) -> None:
    first = open_again()
    first.append([event(n=1)], trajectory(said("hello")))
    first.claim(event("started", "key"))
    first.close()
    second = open_again()
    assert [s.event.payload.get("n") for s in second.events(RUN).result(SECONDS)] == [1, None]
    assert second.claim(event("started", "key")).result(SECONDS) is not None
    assert second.key == first.key


def test_a_dropped_future_is_durable_within_moments(open_again: Open) -> None:
    open_again().append([event()])
    reader = open_again()
    deadline = time.monotonic() + SECONDS
    while not reader.events(RUN).result(SECONDS):
        assert time.monotonic() < deadline


def test_a_store_that_nobody_closes_is_written_when_it_is_collected(open_again: Open, target: str) -> None:
    forgotten = SqlStore(target)
    forgotten.append([event()])
    del forgotten
    gc.collect()
    assert len(open_again().events(RUN).result(SECONDS)) == 1


def test_a_process_that_just_ends_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "traces.db"
    code = (
        "from mosaic_guard.traces.store import open_store\nfrom tests.traces.making import event\n"
        f"store = open_store({str(path)!r})\nfor i in range(20): store.append([event(n=i)])\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    store = open_store(path)
    assert [s.event.payload["n"] for s in store.events(RUN).result(SECONDS)] == list(range(20))
    store.close()


def test_a_store_that_was_never_used_leaves_no_connection_behind(server: str) -> None:
    SqlStore(server).close()
    others = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    deadline = time.monotonic() + SECONDS
    with psycopg.connect(server, autocommit=True) as admin:
        while admin.execute(others).fetchone() != (0,):  # the server takes a moment to notice
            assert time.monotonic() < deadline


def test_a_closed_store_says_so(store: SqlStore) -> None:
    store.close()
    with pytest.raises(TraceError, match="is closed"):
        store.append([event()]).result(SECONDS)


def test_a_name_too_long_for_an_index_is_refused(store: SqlStore) -> None:
    with pytest.raises(TraceError, match="500 characters long"):
        store.append([event(run=RunId("x" * 500))]).result(SECONDS)
    with pytest.raises(TraceError, match="500 characters long"):
        store.claim(event(subject="x" * 500)).result(SECONDS)
    assert store.health() == "ok"


def test_the_default_place_is_in_the_users_state_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert default_path() == tmp_path / "mosaic-guard" / "traces.db"
    assert not default_path().exists()


def test_files_and_folder_are_the_users_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "deep" / "traces.db"
    store = open_store(path)
    store.append([event()]).result(SECONDS)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
    assert {file.name for file in path.parent.iterdir()} >= {"traces.db", "traces.db.key", "traces.db-wal"}
    store.close()


def test_the_key_is_not_in_the_database(tmp_path: Path) -> None:
    store = open_store(tmp_path / "traces.db")
    store.append([event()]).result(SECONDS)
    store.close()
    content = (tmp_path / "traces.db").read_bytes()
    assert store.key not in content
    assert store.key.hex().encode() not in content
    assert (tmp_path / "traces.db.key").read_bytes() == store.key


def test_the_key_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MOSAIC_GUARD_KEY", "ab" * 32)
    store = open_store(tmp_path / "traces.db")
    assert store.key == b"\xab" * 32
    store.close()
    assert not (tmp_path / "traces.db.key").exists()
    monkeypatch.setenv("MOSAIC_GUARD_KEY", "short")
    with pytest.raises(TraceError, match="64 hexadecimal digits"):
        open_store(tmp_path / "traces.db")


def test_another_key_is_refused(monkeypatch: pytest.MonkeyPatch, open_again: Open, target: str) -> None:
    open_again().flush()
    monkeypatch.setenv("MOSAIC_GUARD_KEY", "ab" * 32)
    with pytest.raises(TraceError, match="not the one of the trace store"):
        SqlStore(target)


def test_a_damaged_key_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "traces.db.key").write_bytes(b"short")
    with pytest.raises(TraceError, match=r"traces\.db\.key is no key: it has 5 bytes"):
        open_store(tmp_path / "traces.db")


@pytest.mark.parametrize(
    "target",
    [
        "mysql://host/db",
        "sqlite:/x://",
        "post gres://x",
        "postgresql://u:hunter2secret@h:x/d",
        "postgresql://u:p@ss:hunter2secret@h:x/d",
        "sqlite+other:///x",
    ],
)
def test_a_wrong_url_is_named(target: str) -> None:
    with pytest.raises(TraceError, match="database") as error:
        open_store(target)
    assert "hunter2secret" not in str(error.value)


@pytest.mark.parametrize(
    "url", ["postgresql://user:hunter2secret@127.0.0.1:1/db", "postgresql://127.0.0.1:1/db?password=hunter2secret"]
)
def test_a_password_in_a_url_is_never_shown(url: str) -> None:
    with pytest.raises(TraceError) as error:
        open_store(url)
    assert "hunter2secret" not in str(error.value)
    assert "127.0.0.1" in str(error.value)
    assert "server runs" in str(error.value)


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # of newer Pythons; the point of the test
def test_a_forked_child_and_its_parent_both_write(open_again: Open) -> None:
    store = open_again()
    ours = trajectory(said("hello"))
    store.append([event(who="parent")], ours).result(SECONDS)
    child = os.fork()
    if child == 0:
        try:
            store.append([event(who="child")], ours).result(SECONDS)
            store.close()
        finally:
            os._exit(0)
    store.append([event(who="parent")], ours).result(SECONDS)
    assert os.waitpid(child, 0)[1] == 0
    wrote = [s.event.payload["who"] for s in store.events(RUN).result(SECONDS)]
    assert sorted(wrote) == ["child", "parent", "parent"]
    assert verify(store).ok


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # of newer Pythons; the point of the test
def test_a_fork_while_the_queue_is_full_duplicates_nothing(open_again: Open) -> None:
    store = open_again()
    for i in range(200):
        store.append([event(n=i)])
    child = os.fork()
    if child == 0:
        try:
            store.append([event(n=-1)]).result(SECONDS)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    numbers = [s.event.payload["n"] for s in store.events(RUN).result(SECONDS)]
    assert sorted(numbers) == [-1, *range(200)]


def test_appending_does_not_wait_for_the_disk(open_again: Open) -> None:
    blocker, store = open_again(), open_again()
    store.append([event()]).result(SECONDS)
    inside, leave = threading.Event(), threading.Event()
    held = blocker.change(lambda _: (inside.set(), leave.wait(SECONDS)))
    assert inside.wait(SECONDS)
    future = store.append([event()])
    assert not future.done()
    leave.set()
    held.result(SECONDS)
    future.result(SECONDS)


async def test_an_event_loop_can_wait_for_a_write(store: SqlStore) -> None:
    import asyncio

    await asyncio.wait_for(asyncio.wrap_future(store.append([event()])), SECONDS)
    waiting = asyncio.ensure_future(asyncio.wrap_future(store.append([event()])))
    await asyncio.sleep(0)
    waiting.cancel()
    assert len(await asyncio.wrap_future(store.events(RUN))) == 2
