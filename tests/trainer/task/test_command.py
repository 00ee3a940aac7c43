"""`mosaic-guard train tasks`: one command from exports and files to what is learned from."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.task.command import COMMANDS
from mosaic_trainer.task.files import load_tasks

from mosaic_guard.approval import Answer
from mosaic_guard.cli.command import Result
from mosaic_guard.cli.parser import parser
from mosaic_guard.errors import ChainBroken, ConfigError, TraceError
from tests.trainer.held_out import TEXT, holding
from tests.trainer.task.runs import ANN, BOB, EVE, runs
from tests.trainer.task.test_written import EXAMPLE


def run(*words: object) -> Result:
    arguments: Namespace = parser(COMMANDS).parse_args(["train", "tasks", *map(str, words)])
    made: Result = arguments.handler(arguments)
    return made


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an export, its key, and a file of written tasks."""
    folder = tmp_path_factory.mktemp("exported")
    with runs(folder, {BOB: Answer("approve", "boss"), EVE: Answer("approve", "ann")}) as made:
        made.pay("a")
        made.pay("b")
        made.pay("c", ANN, iban=EVE, read="Another mail.")
        made.exported()
    (folder / "ours.yaml").write_text(EXAMPLE)
    return folder


def made_of(exported: Path, out: Path, *more: object) -> Result:
    found = ("--traces", exported / "export.jsonl", "--key", exported / "traces.db.key", "--share", 1.0)
    return run(*found, "--out", out, *more)


def test_tasks_are_written_counted_and_the_rest_is_listed_for_review(exported: Path, tmp_path: Path) -> None:
    out, review = tmp_path / "tasks.jsonl.gz", tmp_path / "review.jsonl"
    result = made_of(exported, out, "--file", exported / "ours.yaml", "--review", review)
    assert {task.source.kind for task in load_tasks(out)} == {"trace", "file"}
    assert result.data["source"] == {"file": 1, "trace": 1}
    assert result.data["dropped"] == {"the same as another": 1, "labelled by the guard alone": 1}
    assert "traces: 3, verified; 0 without any effect" in result.text
    assert "user sensitive × outputs malicious" in result.text
    [waiting] = map(json.loads, review.read_text().splitlines())
    assert (waiting["trace"], waiting["why"]) == ("c", "the approver is the requester")


def test_what_shares_wording_with_a_benchmark_is_left_out_and_counted(exported: Path, tmp_path: Path) -> None:
    leaking = EXAMPLE.replace("id: pay-bob", "id: leaking").replace("request: Read", f"request: {TEXT} Read")
    (tmp_path / "leaking.yaml").write_text(leaking)
    files = ("--file", exported / "ours.yaml", "--file", tmp_path / "leaking.yaml")
    result = run(*files, "--held-out", holding(tmp_path), "--out", tmp_path / "t.jsonl")
    assert [task.id for task in load_tasks(tmp_path / "t.jsonl")] == ["pay-bob"]
    assert "dropped: 1 held out: it shares wording with a benchmark" in result.text


def test_the_same_exports_give_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        made_of(exported, tmp_path / f"{name}.jsonl.gz")
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()


def test_without_a_key_nothing_of_a_trace_is_a_label_and_it_says_so(exported: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no task is left.*NOT verified: name the store's key with --key"):
        run("--traces", exported / "export.jsonl", "--out", tmp_path / "t.jsonl")
    found = ("--traces", exported / "export.jsonl", "--include-self-labelled", "--share", "1")
    assert "NOT verified" in run(*found, "--out", tmp_path / "t.jsonl").text
    assert all("self_labelled" in task.tags for task in load_tasks(tmp_path / "t.jsonl"))


def forged(text: str) -> str:
    return text.replace('"approver":"ann"', '"approver":"boss"')


WRONG: dict[str, tuple[Any, type[Exception], str]] = {
    "forged": (forged, ChainBroken, r"trace 'c': event \d+, .* was altered"),
    "cut": (lambda text: text[:-50], TraceError, r"line 3, is damaged"),
    "newer": (lambda text: text.replace('"export_version":1', '"export_version":7'), TraceError, r"version 7.*Upgrade"),
    "other": (lambda text: "no export", TraceError, r"line 1, is damaged"),
}


@pytest.mark.parametrize(("change", "kind", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_export_is_refused_and_nothing_is_written(
    exported: Path, tmp_path: Path, change: Any, kind: type[Exception], said: str
) -> None:
    (tmp_path / "x.jsonl").write_text(change((exported / "export.jsonl").read_text()))
    with pytest.raises(kind, match=said):
        made_of(exported, tmp_path / "tasks.jsonl", "--traces", tmp_path / "x.jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["x.jsonl"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], r"nothing to make tasks of. Name exports with --traces"),
        (["--file", "{}/gone.yaml"], r"gone\.yaml: can't be read"),
        (["--file", "{}/ours.yaml", "--held-out", "{}/ours.yaml"], r"ours\.yaml: can't be read as a gzip file"),
        (["--file", "{}/ours.yaml", "--share", "7"], r"--share 7.0: must be a share above 0 and at most 1"),
        (["--file", "{}/ours.yaml", "--out", "x.yaml"], r"--out x\.yaml: tasks are written as \.jsonl"),
    ],
)
def test_wrong_arguments_are_named(exported: Path, tmp_path: Path, words: list[str], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        run("--out", tmp_path / "t.jsonl", *(word.format(exported) for word in words))


@pytest.mark.parametrize("content", [None, b"short"])
def test_a_key_that_is_none_is_refused(exported: Path, tmp_path: Path, content: bytes | None) -> None:
    key = tmp_path / "traces.db.key"
    if content is not None:
        key.write_bytes(content)
    with pytest.raises(TraceError, match=r"traces\.db\.key"):
        run("--traces", exported / "export.jsonl", "--key", key, "--out", tmp_path / "t.jsonl")


def test_two_files_that_use_one_id_for_different_tasks_are_named(exported: Path, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(EXAMPLE.replace("Bob is paid.", "Paid."))
    with pytest.raises(ConfigError, match="two tasks that differ have the id 'pay-bob'"):
        run("--file", exported / "ours.yaml", "--file", tmp_path / "other.yaml", "--out", tmp_path / "t.jsonl")
