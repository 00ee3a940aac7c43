"""Whole runs: what they leave, and that killed ones and shared ones learn the same as one that was never stopped."""

from __future__ import annotations

import json
import operator
from pathlib import Path

import pytest
from mosaic_trainer.task.files import save_tasks

from tests.train.runs.running import TASKS, ended, kill_after, learned, lines, started


@pytest.fixture(scope="module")
def whole(place: Path) -> Path:
    """A run that was never stopped."""
    ended(started("run", "--config", place / "run.toml", "--out", place / "whole"))
    return place / "whole"


@pytest.fixture(scope="module")
def killed(place: Path) -> Path:
    """A run that was killed between two checkpoints."""
    run = place / "killed"
    kill_after(3, started("run", "--config", place / "run.toml", "--out", run), run)
    return run


def test_a_run_leaves_all_that_it_was_and_did(whole: Path) -> None:
    found = {path.name for path in whole.iterdir()}
    assert found >= {
        "config.toml",
        "versions.json",
        "attempt_1",
        "rollouts.jsonl",
        "comparisons.jsonl",
        "metrics.jsonl",
    }
    assert (whole / "latest" / "adapter_model.safetensors").is_file()
    assert (whole / "latest").resolve() == whole / "checkpoints" / "step_5"
    assert (whole / "plots" / "curves.png").stat().st_size > 1000
    assert [line["step"] for line in learned(whole)] == [1, 2, 3, 4, 5]
    rollouts = lines(whole / "rollouts.jsonl")
    assert {line["step"] for line in rollouts} == {1, 2, 3, 4, 5}
    assert len(rollouts) >= 5 * 4 * 4
    engines = json.loads((whole / "versions.json").read_text())["engines"]
    assert engines.keys() >= {"torch", "trl", "peft"}


def test_it_really_learns(whole: Path) -> None:
    """Else the comparison with the resumed run would say nothing."""
    assert any(line["grad_norm"] > 0 for line in learned(whole))


def test_a_killed_run_goes_on_and_learns_the_same(killed: Path, whole: Path) -> None:
    said = ended(started("resume", killed))
    assert "going on after step 2" in said
    assert learned(killed) == learned(whole)
    for name in ("rollouts.jsonl", "comparisons.jsonl"):
        assert lines(killed / name) == lines(whole / name), name
    ours, theirs = ((run / "latest" / "adapter_model.safetensors").read_bytes() for run in (killed, whole))
    assert ours == theirs
    assert (killed / "attempt_2").is_dir()


def test_a_run_is_not_gone_on_with_on_another_model_or_tasks(place: Path, whole: Path) -> None:
    said = ended(started("resume", whole, "--set", "grpo.learning_rate=1e-3"), code=2)
    assert "would change what the run learns" in said
    save_tasks(TASKS[1:], place / "fewer.jsonl")
    said = ended(started("resume", whole, "--set", f'tasks.files=["{place / "fewer.jsonl"}"]'), code=2)
    assert "was made with tasks" in said


def test_two_processes_learn_what_one_does(place: Path, whole: Path) -> None:
    run = place / "two"
    more = ("--set", "run.processes=2", "--set", "grpo.steps=3")
    ended(started("run", "--config", place / "run.toml", "--out", run, *more, processes=2))
    told = ("reward", "tier_violated_share", "completed_share", "judge_calls")
    for ours, theirs in zip(learned(run), learned(whole)[:3], strict=True):
        assert [ours[name] for name in told] == pytest.approx([theirs[name] for name in told])
    rollouts = [line for line in lines(whole / "rollouts.jsonl") if line["step"] <= 3]
    key = operator.itemgetter("step", "task", "seed", "attempt", "index", "said")
    assert sorted(map(key, lines(run / "rollouts.jsonl"))) == sorted(map(key, rollouts))


def test_processes_that_do_not_know_of_each_other_do_not_train(place: Path) -> None:
    words = ("run", "--config", place / "run.toml", "--out", place / "alone", "--set", "run.processes=2")
    said = ended(started(*words), code=2)
    assert "run.processes is 2, but 1 were started" in said
