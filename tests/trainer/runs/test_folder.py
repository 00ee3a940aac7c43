from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from mosaic_trainer.runs import checkpoint, durable
from mosaic_trainer.runs.checkpoint import Manifest
from mosaic_trainer.runs.errors import ResumeMismatch, RunError
from mosaic_trainer.runs.folder import RunFolder
from mosaic_trainer.runs.journal import records

from mosaic_guard.errors import ConfigError


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[RunFolder]:
    made = RunFolder(tmp_path / "run")
    with made.locked():
        made.create("[model]\n")
        made.attempt("{}")
        yield made


def manifest(step: int, **changed: object) -> Manifest:
    return Manifest(**{"step": step, "model": "m", "tasks": "t", "config": "c", "journals": {}, **changed})


def save(folder: RunFolder, step: int, *, keep: int = 0) -> Path:
    made = folder.work / f"checkpoint-{step}"
    made.mkdir()
    (made / "adapter").write_text(f"weights of {step}")
    for name, journal in folder.journals.items():
        journal.add({"step": step, "of": name})
    return folder.adopt(made, manifest(step, journals=folder.commit()), keep=keep)


def test_a_folder_holds_one_run(folder: RunFolder) -> None:
    with pytest.raises(ConfigError, match=r"holds a run.*train resume"):
        RunFolder(folder.path).create("")


def test_one_process_at_a_time_writes_a_run(folder: RunFolder) -> None:
    code = "import sys; from pathlib import Path; from mosaic_trainer.runs.folder import RunFolder\n"
    code += "RunFolder(Path(sys.argv[1])).locked().__enter__()"
    ran = subprocess.run([sys.executable, "-c", code, folder.path], capture_output=True, text=True, timeout=60)
    assert "another process is at work" in ran.stderr


def test_a_folder_that_cannot_be_written_is_an_error_of_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"can't be written to.*--out"):
        RunFolder(tmp_path / "file" / "run").locked().__enter__()


def test_copies_that_people_keep_in_a_run_are_none_of_it(folder: RunFolder) -> None:
    save(folder, 1)
    for copy in ("checkpoints/step_1.bak", "checkpoints/step_", "attempt_1 (old)"):
        (folder.path / copy).mkdir()
    made = save(folder, 2)
    assert folder.newest() == made
    assert folder.attempt("{}") == folder.newest_attempt() == folder.path / "attempt_2"


def test_every_attempt_has_a_folder_and_says_its_versions(folder: RunFolder) -> None:
    assert folder.attempt('{"trl": "2"}') == folder.path / "attempt_2"
    assert json.loads((folder.path / "versions.json").read_text()) == {"trl": "2"}
    assert json.loads((folder.path / "attempt_1" / "versions.json").read_text()) == {}


def test_the_newest_checkpoints_stay_and_the_best(folder: RunFolder) -> None:
    for step in (2, 4, 10, 12):
        save(folder, step, keep=2)
        if step == 4:
            durable.point(folder.path / "best", "checkpoints/step_4")
    assert [path.name for path in folder.checkpoints()] == ["step_4", "step_10", "step_12"]
    assert (folder.path / "latest").resolve() == folder.newest()
    assert (folder.path / "latest" / "adapter").read_text() == "weights of 12"


def test_a_checkpoint_is_replaced_when_the_run_comes_there_again(folder: RunFolder) -> None:
    save(folder, 2)
    place = save(folder, 2)
    assert [path.name for path in folder.checkpoints()] == ["step_2"]
    assert checkpoint.read(place).step == 2


def test_what_was_written_after_a_checkpoint_is_forgotten(folder: RunFolder) -> None:
    place = save(folder, 1)
    folder.journals["metrics"].add({"step": 2})
    folder.commit()
    with (folder.path / "metrics.jsonl").open("a") as file:
        file.write('{"step": 3, "half')
    again = RunFolder(folder.path)
    again.cut(checkpoint.read(place).journals)
    again.journals["metrics"].add({"step": 2, "again": True})
    again.commit()
    found = list(records(folder.path / "metrics.jsonl"))
    assert found == [{"step": 1, "of": "metrics"}, {"step": 2, "again": True}]


def test_a_journal_that_lost_lines_is_not_gone_on_with(folder: RunFolder) -> None:
    place = save(folder, 1)
    os.truncate(folder.path / "metrics.jsonl", 3)
    with pytest.raises(RunError, match=r"metrics\.jsonl has 3 bytes, but"):
        folder.cut(checkpoint.read(place).journals)


def test_a_full_disk_leaves_the_checkpoint_before_it(folder: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    save(folder, 1)

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    (folder.work / "checkpoint-2").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(durable, "flush", full)
        with pytest.raises(RunError, match=r"step 2 can't be written: No space left.*step_1 is whole.*train resume"):
            folder.adopt(folder.work / "checkpoint-2", manifest(2), keep=1)
    assert [path.name for path in folder.checkpoints()] == ["step_1"]
    assert (folder.path / "latest" / "adapter").read_text() == "weights of 1"
    folder.attempt("{}")
    assert not any(folder.work.iterdir())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"model": "other"}, "model other"),
        ({"tasks": "other"}, "tasks other"),
        ({"config": "other"}, "config other"),
        ({"protocol": "9"}, "protocol 9"),
    ],
)
def test_a_checkpoint_of_something_else_is_refused(folder: RunFolder, changed: dict[str, str], said: str) -> None:
    place = save(folder, 1)
    checkpoint.read(place).check(manifest(1), place)
    with pytest.raises(ResumeMismatch, match=rf"step_1.*this is {said}"):
        checkpoint.read(place).check(manifest(1, **changed), place)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"step": 1}', '{"step": 1, "colour": 2}'])
def test_a_checkpoint_that_is_not_whole_is_refused(folder: RunFolder, text: str) -> None:
    place = save(folder, 1)
    (place / checkpoint.MANIFEST).write_text(text)
    with pytest.raises(RunError, match="step_1: is no whole checkpoint"):
        checkpoint.read(place)
