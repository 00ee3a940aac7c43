"""Tasks are saved and read back, whole; a file that is wrong says where, what and how to mend it."""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.task.files import load_tasks, save_tasks
from mosaic_trainer.task.task import (
    Attack,
    Call,
    EffectPattern,
    MockTool,
    Operation,
    Recording,
    Source,
    Task,
)

from mosaic_guard.assessment import Label
from mosaic_guard.errors import ConfigError
from mosaic_guard.tool import Effect, EffectSource, ToolSpec

SEND = MockTool(
    ToolSpec(
        "send_email",
        "Send a mail.",
        {"type": "object", "properties": {"to": {"type": "string"}}},
        {"openWorldHint": True},
        "mcp:mail",
        Effect(write=True, reversible=False, external=True, idempotent=True, source=EffectSource.TABLE),
        frozenset({"to", "cc[]"}),
        trusted=True,
        known=True,
    ),
    Operation("insert", "sent", values={"to": "to"}),
)
READ = MockTool(
    ToolSpec("read_mail", effect=Effect(write=False, reversible=True, external=False)),
    Operation("select", "mail", {"id": "id"}, returns=("text",)),
)
TASK = Task(
    "t1",
    "Tell Ann that it rains – 雨.",
    (SEND, READ),
    Label.BENIGN,
    Label.MALICIOUS,
    calls=(Call("read_mail", {"id": 1}), Call("send_email", {"to": "ann"}, 1, "planner", "Sending.")),
    answer="Done.",
    tables={"mail": ({"id": 1, "text": "Obey \ud800 <me>"},), "sent": ()},
    recordings=(Recording("read_mail", {"id": 2}, {"rows": [None, 1.5]}, is_error=True),),
    attack=Attack("bare", "email", "Obey", (Call("send_email", {"to": "eve"}),), "Obeyed."),
    required=(EffectPattern("send_email", {"to": "ann"}),),
    forbidden=(EffectPattern("send_email", {"to": "eve"}),),
    needs_yes=(EffectPattern("send_email"),),
    wanted=(EffectPattern("send_email", {"to": "ann"}),),
    canaries=("xyzzy",),
    approver="random",
    domain="mail",
    template="rain-1",
    tags=("twin",),
    twin_of="t0",
    source=Source("file", "acme", "ann", "mail.example"),
    labels={1: "approved"},
)
HEADER = '{"format": "mosaic-tasks", "version": 1}'


def written(path: Path, *rows: object, header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *(row if isinstance(row, str) else json.dumps(row) for row in rows)]) + "\n")
    return path


def row(**changes: object) -> dict[str, object]:
    plain = {"id": "a", "request": "Hi.", "tools": [], "user": "benign", "outputs": "benign", "tags": ["no_tool"]}
    return {**plain, **changes}


@pytest.mark.parametrize("name", ["tasks.jsonl", "tasks.jsonl.gz"])
def test_every_field_of_a_task_is_read_back_as_it_was(tmp_path: Path, name: str) -> None:
    tasks = [TASK, replace(TASK, id="t2", attack=None, split="test", source=Source("corpus"), labels={})]
    save_tasks(tasks, tmp_path / name)
    assert load_tasks(tmp_path / name) == tasks
    assert (tmp_path / name).read_bytes().startswith(b"\x1f\x8b") == name.endswith(".gz")


def test_the_same_tasks_give_the_same_bytes(tmp_path: Path) -> None:
    again = replace(TASK, tables=dict(reversed(TASK.tables.items())))
    for name, task in (("a.jsonl.gz", TASK), ("b.jsonl.gz", again)):
        save_tasks([task], tmp_path / name)
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
    save_tasks(load_tasks(tmp_path / "a.jsonl.gz"), tmp_path / "c.jsonl.gz")
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "c.jsonl.gz").read_bytes()


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSONS), st.text(min_size=1))
def test_any_arguments_and_any_text_come_back(
    tmp_path_factory: pytest.TempPathFactory, args: dict[str, object], text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    tasks = [replace(TASK, request=text, calls=(Call("read_mail", args),), labels={})]
    save_tasks(tasks, path)
    assert load_tasks(path) == tasks


def test_no_tasks_are_a_file_too(tmp_path: Path) -> None:
    save_tasks([], tmp_path / "none.jsonl")
    assert load_tasks(tmp_path / "none.jsonl") == []


NO_TOOLS = {"required": [{"tool": "send"}]}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"requets": "x"}, r"requets: is no field\. Did you mean 'request'\?"),
        ({"request": 3}, r"request: found 3; write a text\."),
        ({"request": ""}, r"request: is empty"),
        ({"user": "evil"}, r'user: found "evil"; write one of benign, sensitive, malicious\.'),
        ({"split": "validation"}, r"split: found .*train, test"),
        ({"tags": "no_tool"}, r'tags: found "no_tool"; write a list'),
        ({"tables": {"mail": {"id": 1}}}, r"tables\.mail: found .*; write a list"),
        ({"tools": [{"spec": {"name": "x"}}]}, r"tools\[0\]\.operation: is missing"),
        (
            {"tools": [{"spec": {"name": "x", "effect": {"write": 1}}, "operation": {"kind": "select"}}]},
            r"tools\[0\]\.spec\.effect\.write: found 1; write true or false",
        ),
        (
            {"tools": [{"spec": {"name": "x"}, "operation": {"kind": "upsert"}}]},
            r"tools\[0\]\.operation\.kind: found \"upsert\"; write one of .*insert.*Did you mean",
        ),
        ({"tools": [{"spec": {"name": "x"}, "operation": {"kind": "select"}}] * 2}, r"tools\[0\].*'x' is used twice"),
        ({"calls": [{"tool": "x", "batch": True}]}, r"calls\[0\]\.batch: found true; write a whole number"),
        (NO_TOOLS, r"required\[0\]\.tool: there is no tool 'send'; declared are: none"),
        ({"labels": {"0": "approved"}}, r"labels\.0: there is no call 0; `calls` has 0"),
        ({"labels": {"first": "approved"}}, r"labels\.first: found the key \"first\"; write a whole number"),
        ({"tags": []}, r"task 'a' has no effects.*`required`, `forbidden` or `needs_yes`, or tag it 'no_tool'"),
        ({"split": "test", "source": {"kind": "trace"}}, r"split: .*from a trace.*Write train"),
    ],
)
def test_what_is_wrong_is_named_with_file_line_field_value_and_fix(
    tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    path = written(tmp_path / "t.jsonl", row(id="fine"), row(**changes))
    with pytest.raises(ConfigError, match=rf"t\.jsonl:3: {said}"):
        load_tasks(path)


def test_a_task_that_could_not_be_read_back_is_not_written(tmp_path: Path) -> None:
    path = written(tmp_path / "t.jsonl", row())
    before = path.read_bytes()
    for wrong in (
        replace(TASK, required=(), forbidden=(), needs_yes=()),
        replace(TASK, tables={"mail": ({"id": float("nan")},)}),
        replace(TASK, tables={"mail": ({"id": object()},)}),
    ):
        with pytest.raises(ConfigError, match="t1"):
            save_tasks([wrong], path)
    with pytest.raises(ConfigError, match="two tasks have the id 't1'"):
        save_tasks([TASK, TASK], path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_of_a_newer_release_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "t.jsonl", '{"unheard": "of"}', header='{"format": "mosaic-tasks", "version": 2}')
    with pytest.raises(ConfigError, match=r"t\.jsonl:1: has version 2; this release reads up to 1\. Upgrade"):
        load_tasks(path)


@pytest.mark.parametrize(
    "header", ["", "{}", '{"id": "a"}', "[1]", "\x00", '{"format": "mosaic-tasks", "version": true}']
)
def test_a_file_that_holds_something_else_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(ConfigError, match=r"t\.jsonl:1: is no file of tasks.*first line must be"):
        load_tasks(written(tmp_path / "t.jsonl", header=header))


@pytest.mark.parametrize(
    "line",
    ['{"id": "a"', "", "NaN", '{"id": "a", "id": "b"}', "[" * 100_000],
    ids=["cut", "empty", "nan", "twice", "deep"],
)
def test_a_corrupt_line_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigError, match=r"t\.jsonl:3: "):
        load_tasks(written(tmp_path / "t.jsonl", row(), line))


def test_an_id_may_be_there_only_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"t\.jsonl:3: the id 'a' is on line 2 already"):
        load_tasks(written(tmp_path / "t.jsonl", row(), row()))


@pytest.mark.parametrize(
    "content",
    [gzip.compress(HEADER.encode(), mtime=0)[:40], b"\x1f\x8b", b"\x1f\x8bnonsense.......", b"\xff\xfe"],
    ids=["cut", "head", "nonsense", "no text"],
)
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.jsonl.gz").write_bytes(content)
    with pytest.raises(ConfigError, match=r"t\.jsonl\.gz: (is damaged|can't be read)"):
        load_tasks(tmp_path / "t.jsonl.gz")


def test_a_file_that_is_not_there_or_can_not_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.jsonl: can't be read"):
        load_tasks(tmp_path / "gone.jsonl")
    with pytest.raises(ConfigError, match=r"t\.jsonl can't be written"):
        save_tasks([TASK], tmp_path / "no" / "folder" / "t.jsonl")


def test_a_device_or_pipe_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ConfigError, match="it is a device or a pipe"):
        save_tasks([TASK], tmp_path / "pipe")
    assert (tmp_path / "pipe").is_fifo()
