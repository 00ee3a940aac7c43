"""`mosaic-guard traces …`."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard import Guard, ToolCall, ToolOutput, ToolSpec
from mosaic_guard.cli.terminal import safe
from mosaic_guard.config import Config, ToolRule
from mosaic_guard.errors import TraceError
from mosaic_guard.testing import ScriptedApprover
from mosaic_guard.traces.events import Event, EventKind
from mosaic_guard.traces.store import open_store
from mosaic_guard.trajectory import RunId
from tests.cli.conftest import Command, enter, record


def edit(place: Path, statement: str) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute(statement)
    connection.close()


def test_list_names_each_run(command: Command, place: Path) -> None:
    record(place, "run-2")
    ran = command("traces", "list", "--store", place, "--json")
    assert [trace["name"] for trace in ran.data["traces"]] == ["run-1", "run-2"]
    assert "run-2" in command("traces", "list", "--store", place).out


def test_a_store_that_is_not_there_is_an_error_and_is_not_made(command: Command, tmp_path: Path) -> None:
    missing = tmp_path / "none.db"
    ran = command("traces", "list", "--store", missing)
    assert ran.code == 3
    assert str(missing) in ran.err
    assert not missing.exists()


def test_a_file_that_is_no_store_is_an_error(command: Command, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a database, but long enough to be taken for one " * 40)
    ran = command("traces", "list", "--store", other)
    assert ran.code == 3
    assert f"no trace store at {other}" in ran.err


@pytest.mark.parametrize("words", [("list",), ("verify",), ("audit",), ("prune", "--keep", "0", "--yes")])
@pytest.mark.parametrize("content", [b"", b"other"])
def test_a_file_that_holds_no_store_is_an_error_and_stays_as_it_is(
    command: Command, tmp_path: Path, words, content: bytes
) -> None:
    file = tmp_path / "t.db"
    if content:
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE somebody_elses (a)")
        connection.close()
    else:
        file.write_bytes(content)
    (tmp_path / "t.db.key").write_bytes(bytes(32))
    before = file.read_bytes()
    ran = command("traces", *words, "--store", file)
    assert ran.code == 3
    assert f"no trace store at {file}" in ran.err
    assert file.read_bytes() == before


def test_an_address_that_no_guard_has_used_here_is_named_as_what_may_be_wrong(command: Command) -> None:
    ran = command("traces", "list", "--store", "postgresql://ann@127.0.0.1:1/traces")
    assert ran.code == 3
    assert "another spelling (host, port, database) has another key" in ran.err


def test_a_store_whose_key_is_gone_is_an_error_and_no_other_key_is_made(command: Command, place: Path) -> None:
    key = place.with_name(f"{place.name}.key")
    key.unlink()
    ran = command("traces", "verify", "--store", place)
    assert ran.code == 3
    assert "is not there. Restore it" in ran.err
    assert not key.exists()


def test_an_empty_name_is_not_the_users_own_store(command: Command, place: Path, monkeypatch) -> None:
    monkeypatch.setattr("mosaic_guard.traces.database.location.default_path", lambda: place)
    assert command("traces", "prune", "--keep", "0", "--yes", "--store", "").code == 3
    assert len(command("traces", "list", "--json").data["traces"]) == 1


@pytest.mark.parametrize("words", [("show", "run-1"), ("export", "--out", "never.jsonl")])
def test_a_record_that_was_altered_and_can_not_be_read_says_what_finds_out(
    command: Command, place: Path, words
) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE mosaic_events SET body = '[]' WHERE seq = 1")
    connection.close()
    ran = command("traces", *words, "--store", place)
    assert ran.code == 3
    assert "`mosaic-guard traces verify`" in ran.err


@pytest.mark.parametrize("words", [("show", "run-1"), ("export", "--out", "runs.jsonl")], ids=["show", "export"])
@pytest.mark.parametrize(
    "change",
    ["branch = 20000000", "branch = -1", "branch = 'x'", "branch = branch + 1, base = 0", "base = 7", "base = -1"],
)
def test_messages_on_branches_that_cannot_be_are_named_as_altered(
    command: Command, place: Path, words, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place.parent)
    with sqlite3.connect(place) as connection:
        connection.execute(f"UPDATE mosaic_items SET {change} WHERE ordinal >= 0")
    connection.close()
    ran = command("traces", *words, "--store", place)
    assert ran.code == 3
    assert "verify` names what was altered" in ran.err
    assert command("traces", "verify", "--store", place).code == 1


def test_what_belongs_to_no_message_says_what_it_is_about(command: Command, tmp_path: Path) -> None:
    place = tmp_path / "t.db"
    tools = {"look": ToolRule(effect="read", external=False), "wipe": ToolRule(rule="deny")}
    guard = Guard(Config(tools=tools), store=place, approver=ScriptedApprover(script={}, otherwise="approve"))
    run = guard.trajectory("Look.", thread="run", tools=[ToolSpec("look"), ToolSpec("wipe")])
    guard.enter(ToolCall("c1", "look", {"at": "x"}, "m1"), run)
    guard.check_output(ToolOutput("c1", "look", "fine", message_id="m1"), run)
    guard.close()
    said = command("traces", "show", "run", "--store", place).out
    for part in ('call look(at="x"): benign', "output of look: benign", "tool wipe "):
        assert part in said


@pytest.mark.parametrize("time", [1e12, 1e300, -1e12])
def test_a_clock_that_was_wrong_hides_nothing(command: Command, tmp_path: Path, time: float) -> None:
    place = tmp_path / "t.db"
    with closing(open_store(place)) as store:
        said = {"phase": "call", "action": "act", "label": "benign", "tool": "pay", "args": {}, "assessments": []}
        store.append([Event("e", EventKind.DECIDED, RunId("run"), time, "k", said)])
    assert "run" in command("traces", "list", "--store", place).out
    assert f"{time:g}" in command("traces", "show", "run", "--store", place).out
    assert "pay()" in command("traces", "audit", "--store", place).out


@pytest.mark.parametrize("name", ["t.db", "t.db.key"])
def test_an_export_never_takes_the_place_of_the_store(command: Command, tmp_path: Path, name: str) -> None:
    record(tmp_path / "t.db", "run")
    before = (tmp_path / name).read_bytes()
    ran = command("traces", "export", "--store", tmp_path / "t.db", "--out", tmp_path / "." / name)
    assert ran.code == 3
    assert "the trace store itself" in ran.err
    assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize("place_of_export", ["", "."])
def test_an_export_into_a_folder_is_an_error(command: Command, place: Path, place_of_export: str) -> None:
    ran = command("traces", "export", "--store", place, "--out", place_of_export)
    assert ran.code == 3
    assert "it is a folder" in ran.err


def test_an_export_never_takes_the_place_of_a_device_or_pipe(command: Command, place: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ran = command("traces", "export", "--store", place, "--out", pipe)
    assert ran.code == 3
    assert "it is a device or a pipe. Name a file." in ran.err
    assert pipe.is_fifo()


@pytest.mark.parametrize("kind", ["a folder", "a device or a pipe"])
def test_what_can_be_no_store_is_said_to_be_none(command: Command, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "place"
    place.mkdir() if kind == "a folder" else os.mkfifo(place)
    ran = command("traces", "list", "--store", place)
    assert ran.code == 3
    assert f"{place} can't be opened: it is {kind}. Name a file." in ran.err
    with pytest.raises(TraceError, match=f"it is {kind}"):
        Guard(store=place)
    assert [path.name for path in tmp_path.iterdir()] == ["place"]


@pytest.mark.parametrize("payload", ["5", '{"phase":"call"}', '{"phase":"call","action":"zap"}'])
def test_an_altered_decision_is_no_traceback(command: Command, place: Path, payload: str) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE mosaic_events SET body = json_set(body, '$.payload', json(?))", (payload,))
    connection.close()
    ran = command("traces", "show", "run-1", "--store", place)
    assert ran.code == 3
    assert "`mosaic-guard traces verify`" in ran.err


def test_show_tells_a_run_in_order(command: Command, place: Path) -> None:
    out = command("traces", "show", "run-1", "--store", place).out
    story = ["Summarise my inbox", "read_mail()", "✂ cut", "send_mail(", "asked", "reject by ana", "✗ refuse"]
    places = [out.index(words) for words in story]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (None, "null"),
        (0, "0"),
        ({"text": "as a field"}, '{"text": "as a field"}'),
        (["plain", {"type": "text", "text": "block"}], "plain block"),
        ([None, {"type": "image"}, {"type": "text", "text": None}], "[block] [image] [text]"),
    ],
)
def test_show_tells_whatever_a_tool_gave(command: Command, tmp_path: Path, content: object, shown: str) -> None:
    guard = Guard(store=tmp_path / "t.db")
    run = guard.trajectory("Look.", tools=[ToolSpec("look")])
    enter(guard, run, ToolCall("c1", "look", {}, "m1"), content)
    guard.check_answer("Seen.", run)
    guard.close()
    ran = command("traces", "show", run.id.thread, "--store", tmp_path / "t.db")
    assert f"look → {shown}" in " ".join(ran.out.split())


def test_show_says_each_reason_of_a_call_once(command: Command, place: Path) -> None:
    out = " ".join(command("traces", "show", "run-1", "--store", place).out.split())
    assert out.count("Nobody the user trusts gave the value of argument to,") == 1


def test_show_tells_everything_to_programs(command: Command, place: Path) -> None:
    data = command("traces", "show", "run-1", "--store", place, "--json").data
    kinds = {event["kind"] for event in data["events"]}
    assert kinds == {"decided", "asked", "answered"}
    assert [item["type"] for item in data["histories"][0]][:3] == ["message", "message", "output"]


@pytest.mark.parametrize("words", [("show", "run-1"), ("audit",), ("list",)])
def test_what_an_attacker_wrote_can_not_move_the_cursor(command: Command, place: Path, words) -> None:
    record(place, "run-\x1b[2J")
    out = command("traces", *words, "--store", place).out
    assert "\x1b" not in out


@given(st.text())
def test_safe_text_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    assert safe(text).isprintable()


def test_a_beginning_names_a_trace_when_only_one_begins_so(command: Command, place: Path) -> None:
    assert command("traces", "show", "run", "--store", place).code == 0
    record(place, "run-2")
    ran = command("traces", "show", "run", "--store", place)
    assert ran.code == 2
    assert "'run-1', 'run-2'" in ran.err


def test_an_unknown_trace_is_an_error_that_says_where_to_look(command: Command, place: Path) -> None:
    ran = command("traces", "show", "nope", "--store", place)
    assert ran.code == 2
    assert "'nope'" in ran.err
    assert "traces list" in ran.err


def test_audit_has_one_record_for_each_call_that_may_change_something(command: Command, place: Path) -> None:
    records = command("traces", "audit", "--store", place, "--json").data["records"]
    assert [(r["tool"], r["settled"], r["answer"], r["approver"], r["outcome"]) for r in records] == [
        ("send_mail", "refuse", "reject", "ana", "not run")
    ]
    assert records[0]["harm"] > 0
    assert "rejected by ana" in command("traces", "audit", "run-1", "--store", place).out


@pytest.mark.parametrize(
    ("outcome", "said"), [("ok", "ran"), ("error", "ran"), ("cancelled", "not run"), (None, "unknown")]
)
def test_audit_says_that_a_call_ran_only_where_that_is_known(
    command: Command, tmp_path: Path, outcome: str | None, said: str
) -> None:
    guard = Guard(store=tmp_path / "traces.db", approver=ScriptedApprover(otherwise="approve", name="ana"))
    run = guard.trajectory("Pay the bill.", tools=[ToolSpec("pay")])
    entry = guard.enter(ToolCall("c1", "pay", {"to": "bob"}), run)
    if outcome:
        guard.leave(entry, run, outcome=outcome)
    guard.close()
    out = command("traces", "audit", "--store", tmp_path / "traces.db").out
    assert out.startswith(f"{said:8} ")
    assert f"outcome {outcome or 'unknown'}" in out


def test_verify_says_that_a_record_is_whole(command: Command, place: Path) -> None:
    ran = command("traces", "verify", "--store", place)
    assert ran.code == 0
    assert "as recorded: 1 trace," in ran.out


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("""UPDATE mosaic_events SET body = replace(body, 'refuse', 'act') WHERE seq = 8""", "event 8"),
        ("DELETE FROM mosaic_events WHERE seq = 4", "event 4"),
        ("DELETE FROM mosaic_traces", "head"),
    ],
)
def test_verify_names_the_first_event_that_is_not_as_it_was(command: Command, place: Path, statement, where) -> None:
    edit(place, statement)
    ran = command("traces", "verify", "--store", place, "--json")
    assert ran.code == 1
    assert where in [fault["where"] for fault in ran.data["faults"]]
    assert "NOT as recorded" in command("traces", "verify", "--store", place).out


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_export_writes_what_the_trainer_reads(command: Command, place: Path, tmp_path: Path, form) -> None:
    from mosaic_guard.traces.export import read_export

    out = tmp_path / f"out.{form}"
    ran = command("traces", "export", "--out", out, "--format", form, "--store", place, "--json")
    assert (ran.code, ran.data["traces"]) == (0, 1)
    assert [trace.trace for trace in read_export(out)] == ["run-1"]


def test_export_takes_only_the_traces_that_are_named(command: Command, place: Path, tmp_path: Path) -> None:
    record(place, "other")
    out = tmp_path / "out.jsonl"
    command("traces", "export", "oth", "--out", out, "--store", place)
    assert [json.loads(line)["trace"] for line in out.read_text().splitlines()] == ["other"]


def test_an_export_that_can_not_be_written_is_an_error(command: Command, place: Path, tmp_path: Path) -> None:
    ran = command("traces", "export", "--out", tmp_path / "no" / "out.jsonl", "--store", place)
    assert ran.code == 3
    assert "can't be written" in ran.err


def test_prune_removes_nothing_until_it_is_told_to(command: Command, place: Path) -> None:
    ran = command("traces", "prune", "--keep", 0, "--store", place, "--json")
    assert ran.data == {"removed": [], "would_remove": ["run-1"]}
    assert command("traces", "list", "--store", place, "--json").data["traces"]
    assert command("traces", "prune", "--keep", 0, "--yes", "--store", place, "--json").data["removed"] == ["run-1"]
    assert not command("traces", "list", "--store", place, "--json").data["traces"]
    assert command("traces", "verify", "--store", place).code == 0


def test_prune_would_remove_just_what_it_removes(command: Command, place: Path) -> None:
    for name in ("run-2", "run-3"):
        record(place, name)
    foretold = command("traces", "prune", "--keep", 1, "--store", place, "--json").data["would_remove"]
    removed = command("traces", "prune", "--keep", 1, "--yes", "--store", place, "--json").data["removed"]
    assert set(foretold) == set(removed) == {"run-1", "run-2"}


@pytest.mark.parametrize(("when", "count"), [("90d", 0), ("2020-01-31", 0), ("2999-01-01", 1)])
def test_prune_knows_dates_and_ages(command: Command, place: Path, when, count) -> None:
    ran = command("traces", "prune", "--before", when, "--store", place, "--json")
    assert len(ran.data["would_remove"]) == count


@pytest.mark.parametrize(
    "words",
    [
        ("--before", "soon"),
        ("--before", "0001-01-01T00:00+14:00"),
        ("--before", "3"),
        ("--keep", "-1"),
        (),
        ("--keep", "1", "--before", "3d"),
    ],
)
def test_prune_without_a_clear_word_is_wrong_usage(command: Command, place: Path, words) -> None:
    assert command("traces", "prune", *words, "--yes", "--store", place).code == 2
    assert command("traces", "list", "--store", place, "--json").data["traces"]


def test_the_store_is_the_one_that_the_configuration_names(command: Command, place: Path, tmp_path: Path) -> None:
    config = tmp_path / "mosaic.yaml"
    config.write_text(f"version: 1\nstore: {json.dumps(str(place))}\n")
    assert command("traces", "list", "--config", config, "--json").data["store"] == str(place)
    config.write_text("version: 1\nstore: null\n")
    ran = command("traces", "list", "--config", config)
    assert ran.code == 2
    assert "store: null" in ran.err


def test_times_are_those_of_the_run(command: Command, place: Path) -> None:
    updated = command("traces", "list", "--store", place, "--json").data["traces"][0]["updated"]
    assert abs(time.time() - updated) < 600
