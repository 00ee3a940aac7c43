from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mosaic_guard.errors import ChainBroken
from mosaic_guard.traces.store import SqlStore
from mosaic_guard.traces.verification import Report, verify
from mosaic_guard.trajectory import RunId
from tests.traces.making import RUN, event, output, said, trajectory

EVENTS = 6
MESSAGES = 4


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two traces, closed."""
    path = tmp_path_factory.mktemp("written") / "traces.db"
    store = SqlStore(path)
    for run in (RUN, RunId("other")):
        history = trajectory(*(said(f"message {i}") for i in range(MESSAGES - 1)), output("out"), run=run)
        store.append([event(n=i, run=run) for i in range(EVENTS - 2)], history).result()
        for subject in ("a", "b"):
            assert store.claim(event("started", subject, run=run)).result() is None
    store.close()
    return path


@pytest.fixture
def tampered(written: Path, tmp_path: Path) -> Callable[..., Report]:
    """Change a copy of the database behind the store's back, and verify it."""

    def tamper(*statements: str) -> Report:
        return verified_after(written, tmp_path, statements)

    return tamper


def verified_after(written: Path, folder: Path, statements: tuple[str, ...] | list[str]) -> Report:
    copy = folder / "copy.db"
    for suffix in ("", ".key"):
        shutil.copy(f"{written}{suffix}", f"{copy}{suffix}")
    with sqlite3.connect(copy) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, f"changed nothing: {statement}"
    connection.close()
    store = SqlStore(copy)
    report = verify(store)
    store.close()
    return report


def test_an_untouched_store_is_whole(tampered: Callable[..., Report]) -> None:
    report = tampered()
    assert report.ok
    assert (report.traces, report.events, report.messages) == (2, 2 * EVENTS, 2 * MESSAGES)
    report.require()


@pytest.mark.parametrize(
    ("where", "statement"),
    [
        ("event 2", "UPDATE mosaic_events SET body = replace(body, '\"n\":2', '\"n\":9') WHERE trace = 1 AND seq = 2"),
        ("event 2", "UPDATE mosaic_events SET hash = 'x' WHERE trace = 1 AND seq = 2"),
        ("event 2", "UPDATE mosaic_events SET previous = 'x' WHERE trace = 1 AND seq = 2"),
        ("event 2", "UPDATE mosaic_events SET kind = 'asked' WHERE trace = 1 AND seq = 2"),
        ("event 2", "UPDATE mosaic_events SET id = 'x' WHERE trace = 1 AND seq = 2"),
        ("event 2", "DELETE FROM mosaic_events WHERE trace = 1 AND seq = 2"),
        ("event 5", "DELETE FROM mosaic_events WHERE trace = 1 AND seq = 5"),
        ("event 0", "DELETE FROM mosaic_events WHERE trace = 1"),
        (
            "event 6",
            "INSERT INTO mosaic_events SELECT 1, 6, 'x', kind, body, previous, hash FROM mosaic_events LIMIT 1",
        ),
        ("claims", "DELETE FROM mosaic_claims WHERE trace = 1 AND subject = 'a'"),
        ("claims", "UPDATE mosaic_claims SET subject = 'z' WHERE trace = 1 AND subject = 'a'"),
        ("claims", "INSERT INTO mosaic_claims VALUES (1, 'started', 'z', 0)"),
        ("message 1", "UPDATE mosaic_messages SET body = replace(body, 'message 1', 'message 9') WHERE trace = 1"),
        ("message 2", "DELETE FROM mosaic_items WHERE trace = 1 AND ordinal = 2"),
        ("message 3", "DELETE FROM mosaic_items WHERE trace = 1 AND ordinal = 3"),
        ("message 4", "UPDATE mosaic_items SET idx = 7 WHERE trace = 1 AND ordinal = 1"),
        ("messages", "INSERT INTO mosaic_messages VALUES (1, 'x', '{}')"),
        ("message 0", "DELETE FROM mosaic_messages WHERE trace = 1 AND body LIKE '%message 0%'"),
        ("head", "UPDATE mosaic_traces SET seal = 'x' WHERE id = 1"),
        ("head", "UPDATE mosaic_traces SET events = events - 1 WHERE id = 1"),
        ("head", "UPDATE mosaic_traces SET started = started - 1 WHERE id = 1"),
        ("head", "UPDATE mosaic_traces SET updated = updated + 1 WHERE id = 1"),
        ("head", "UPDATE mosaic_traces SET updated = 'soon' WHERE id = 1"),
        ("event 2", "UPDATE mosaic_events SET body = cast(x'ff00' AS text) WHERE trace = 1 AND seq = 2"),
        ("head", "UPDATE mosaic_traces SET parent = 'other' WHERE id = 1"),
        ("head", "DELETE FROM mosaic_traces WHERE id = 1"),
    ],
)
def test_every_change_behind_the_stores_back_is_found_and_named(
    tampered: Callable[..., Report], where: str, statement: str
) -> None:
    report = tampered(statement)
    assert where in [fault.where for fault in report.faults if fault.trace == RUN.trace]
    assert "other" not in [fault.trace for fault in report.faults]
    with pytest.raises(ChainBroken, match=RUN.trace):
        report.require()


def test_swapped_events_are_found(tampered: Callable[..., Report]) -> None:
    report = tampered(
        "UPDATE mosaic_events SET seq = -1 WHERE trace = 1 AND seq = 1",
        "UPDATE mosaic_events SET seq = 1 WHERE trace = 1 AND seq = 2",
        "UPDATE mosaic_events SET seq = 2 WHERE trace = 1 AND seq = -1",
    )
    assert report.faults[0].where == "event 1"


def test_a_tail_cut_off_together_with_its_head_is_found(tampered: Callable[..., Report]) -> None:
    report = tampered(
        "DELETE FROM mosaic_claims WHERE trace = 1 AND seq = 5",
        "DELETE FROM mosaic_events WHERE trace = 1 AND seq = 5",
        "UPDATE mosaic_traces SET events = 5, last = (SELECT hash FROM mosaic_events WHERE trace = 1 AND seq = 4)"
        " WHERE id = 1",
    )
    assert {fault.where for fault in report.faults} == {"head"}


def test_a_trace_removed_with_its_journal_entry_is_found(tampered: Callable[..., Report]) -> None:
    report = tampered(
        *(f"DELETE FROM mosaic_{table} WHERE trace = 2" for table in ("events", "claims", "items", "messages")),
        "DELETE FROM mosaic_traces WHERE id = 2",
        "DELETE FROM mosaic_journal WHERE seq = 1",
        "UPDATE mosaic_store SET entries = 1, last = (SELECT hash FROM mosaic_journal WHERE seq = 0)",
    )
    assert [(fault.trace, fault.where) for fault in report.faults] == [("", "journal")]


def test_a_trace_under_a_name_that_nobody_can_read_is_found(tampered: Callable[..., Report]) -> None:
    report = tampered("UPDATE mosaic_traces SET name = '\\q' WHERE id = 1")
    assert [fault.trace for fault in report.faults] == ["\\q", RUN.trace]


def test_a_trace_moved_under_another_name_is_found(tampered: Callable[..., Report]) -> None:
    report = tampered("UPDATE mosaic_traces SET name = 'renamed' WHERE id = 1")
    assert {fault.trace for fault in report.faults} == {"renamed", RUN.trace}


def test_rows_of_no_trace_are_found(tampered: Callable[..., Report]) -> None:
    report = tampered("INSERT INTO mosaic_claims VALUES (99, 'started', 'z', 0)")
    assert [fault.where for fault in report.faults] == ["mosaic_claims"]


def test_one_trace_can_be_verified_alone(written: Path, tmp_path: Path) -> None:
    for suffix in ("", ".key"):
        shutil.copy(f"{written}{suffix}", tmp_path / f"t.db{suffix}")
    store = SqlStore(tmp_path / "t.db")
    assert verify(store, "other").events == EVENTS
    assert verify(store, "nobody").faults[0].what == "there is no such trace"
    store.close()


@settings(max_examples=30)
@given(data=st.data())
def test_any_one_changed_character_is_found(
    written: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    columns = {
        "events": ["id", "kind", "body", "previous", "hash"],
        "items": ["digest"],
        "messages": ["digest", "body"],
    }
    columns |= {
        "claims": ["kind", "subject"],
        "traces": ["name", "last", "last_item", "seal"],
        "journal": ["body", "hash"],
    }
    table = data.draw(st.sampled_from(sorted(columns)))
    column = data.draw(st.sampled_from(columns[table]))
    with sqlite3.connect(written) as connection:
        key = {"traces": "id", "journal": "seq"}.get(table, "rowid")
        if table in ("items", "claims"):
            rows = connection.execute(f"SELECT trace, {column}, * FROM mosaic_{table}").fetchall()
        else:
            rows = connection.execute(f"SELECT {key}, {column} FROM mosaic_{table}").fetchall()
    connection.close()
    row = data.draw(st.sampled_from(rows))
    at = data.draw(st.integers(0, len(row[1]) - 1))
    changed = row[1][:at] + ("y" if row[1][at] != "y" else "z") + row[1][at + 1 :]
    where = f"{column} = {quoted(row[1])}" + (f" AND {key} = {row[0]}" if table not in ("items", "claims") else "")
    statement = f"UPDATE mosaic_{table} SET {column} = {quoted(changed)} WHERE {where}"
    folder = tmp_path_factory.mktemp("tampered")
    assert not verified_after(written, folder, [statement]).ok
    shutil.rmtree(folder)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def test_verifying_while_others_write_raises_no_alarm(store: SqlStore) -> None:
    for i in range(30):
        store.append([event(n=i)], trajectory(*(said(f"m{k}") for k in range(i))))
        if i % 10 == 9:
            assert verify(store).ok


def test_what_is_hashed_is_the_canonical_json_of_the_event(sqlite_store: SqlStore, tmp_path: Path) -> None:
    sqlite_store.append([event(b=1, a=[True, None])]).result()
    with sqlite3.connect(tmp_path / "traces.db") as connection:
        (body,) = connection.execute("SELECT body FROM mosaic_events").fetchone()
    connection.close()
    assert body == json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"))
