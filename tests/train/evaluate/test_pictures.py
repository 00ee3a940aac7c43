"""What `train compare` leaves behind of the seeds of a variant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mosaic_trainer.corpus.make import make
from mosaic_trainer.corpus.plan import CorpusPlan
from mosaic_trainer.task.files import save_tasks

from mosaic_guard.cli import main
from mosaic_guard.cli.command import Exit
from tests.trainer.evaluate.test_seeds import compared, evaluation


def test_seeds_become_a_table_curves_and_bars(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compared(tmp_path, evaluation(start=0.5, ours=0.1), evaluation(start=0.5, ours=0.3)) == Exit.OK
    assert (tmp_path / "curves.md").read_text() in capsys.readouterr().out
    assert {(tmp_path / name).read_bytes()[:4] for name in ("curves.png", "curves-means.png")} == {b"\x89PNG"}


def test_an_evaluation_draws_what_it_found(tmp_path: Path) -> None:
    tasks, config = tmp_path / "tasks.jsonl", tmp_path / "c.toml"
    save_tasks(make(CorpusPlan(seed=3, tasks=60)), tasks)
    config.write_text(f'[model]\nbase = "tiny"\n[tasks]\nfiles = ["{tasks}"]\n')
    words = ["train", "evaluate", "--config", str(config), "--policy", "ask-all", "--policy", "refuse-all"]
    assert main([*words, "--out", str(tmp_path / "out")]) == Exit.OK
    assert (tmp_path / "out" / "evaluation.png").read_bytes().startswith(b"\x89PNG")
    assert len(json.loads((tmp_path / "out" / "evaluation.json").read_text())["tasks"]) == 16
