"""The commands as far as they go without torch: what they refuse, and what they say."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from mosaic_trainer.corpus.make import make
from mosaic_trainer.corpus.plan import CorpusPlan
from mosaic_trainer.runs.checkpoint import Manifest
from mosaic_trainer.runs.checkpoint import write as checkpoint_of
from mosaic_trainer.task.files import save_tasks

from mosaic_guard.cli import main
from mosaic_guard.cli.command import Exit

CONFIG = '[model]\nbase = "tiny"\n'


@pytest.fixture
def config(tmp_path: Path) -> str:
    (tmp_path / "run.toml").write_text(CONFIG)
    return str(tmp_path / "run.toml")


@pytest.mark.parametrize("command", ["run", "sft"])
def test_a_training_has_to_be_told_where_it_goes(command: str, config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", command, "--config", config]) == Exit.USAGE
    assert "--out" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "sft"])
def test_each_stage_can_be_planned(command: str, config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", command, "--config", config, "--dry-run"]) == Exit.OK
    said = capsys.readouterr().out
    assert ("demonstrations" in said) == (command == "sft")
    assert "less than 1 GiB" in said


@pytest.mark.skipif(find_spec("trl") is not None, reason="with TRL, nothing is missing")
def test_a_missing_library_is_named_with_what_installs_it(
    config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "run", "--config", config, "--out", str(tmp_path / "run")]) == Exit.MISSING
    assert "mosaic-guard[rl]" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


def test_only_a_run_is_gone_on_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "resume", str(tmp_path)]) == Exit.USAGE
    assert "holds no run" in capsys.readouterr().err


def test_what_a_run_learns_is_not_changed_on_the_way(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(config).parent
    (folder / "config.toml").write_text(CONFIG)
    assert main(["train", "resume", str(folder), "--set", "reward.preset=scalar"]) == Exit.USAGE
    assert "--set reward.preset=scalar: would change what the run learns" in capsys.readouterr().err


def test_a_start_overwrites_nothing(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "model").write_text("precious")
    assert main(["train", "sft", "--config", config, "--out", str(tmp_path / "start")]) == Exit.USAGE
    assert "is not empty" in capsys.readouterr().err


def test_pairs_are_of_a_run_that_there_is(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["train", "dpo", str(tmp_path / "none"), "--config", config, "--out", str(tmp_path / "out")]
    assert main(words) == Exit.USAGE
    assert "none holds no rollouts" in capsys.readouterr().err


def test_pairs_of_a_run_can_be_exported(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    group = {"step": 1, "task": "theft", "seed": 7, "attempt": 0, "masked": ""}
    ids = {"prompt_ids": [1, 2], "completion_ids": [3, 4], "sampled": [[0, 2]]}
    members = [{**group, **ids, "index": at, "reward": 1.0 - at, "tier": 2 - at} for at in range(2)]
    (tmp_path / "rollouts.jsonl").write_text("".join(json.dumps(member) + "\n" for member in members))
    words = ["train", "dpo", "--config", config]
    assert main([*words, str(tmp_path), "--export", str(tmp_path / "pairs.jsonl")]) == Exit.OK
    assert main([*words, str(tmp_path / "pairs.jsonl"), "--export", str(tmp_path / "again.jsonl")]) == Exit.OK
    assert capsys.readouterr().out.count("1 pairs: ") == 2
    assert (tmp_path / "again.jsonl").read_text() == (tmp_path / "pairs.jsonl").read_text()


def test_an_export_that_can_not_be_made_leaves_nothing_in_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checkpoint = tmp_path / "run" / "checkpoints" / "step_1"
    checkpoint.mkdir(parents=True)
    for name in ("adapter_config.json", "adapter_model.safetensors"):
        (checkpoint / name).write_text("{}")
    checkpoint_of(Manifest(step=1, model="m", tasks="t", config="c"), checkpoint)
    save_tasks(make(CorpusPlan(seed=1, tasks=40)), tmp_path / "tasks.jsonl")
    (tmp_path / "run" / "config.toml").write_text(f'{CONFIG}[tasks]\nfiles = ["{tmp_path}/tasks.jsonl"]\n')
    words = ["train", "export", str(tmp_path / "run"), "--out", str(tmp_path / "out")]
    assert main([*words, "--evaluation", str(tmp_path / "none")]) == Exit.USAGE
    assert "Name a folder that `train evaluate` wrote" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
