"""Whole runs: what they leave, and that killed ones and shared ones learn the same as one that was never stopped."""

from __future__ import annotations

import json
import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.runs.journal import records
from mosaic_trainer.runs.recorder import is_of_machine
from mosaic_trainer.task.files import save_tasks

from tests.trainer.sandbox.office import GRID

TASKS = [task for task in GRID if task.id != "reading"]  # has no effect, so no file takes it

CONFIG = """[model]
base = "{base}"
dtype = "float32"

[tasks]
files = ["{tasks}"]

[rollout]
context_tokens = 2000
max_reply_tokens = 8

[lora]
rank = 4
alpha = 16.0

[grpo]
steps = 5
groups = 4
group_size = 4
micro_batch = 8
learning_rate = 3e-3
warmup = 0
beta = 0.0
checkpointing = false

[run]
checkpoint_every = 2
"""
STEPS = 5
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture(scope="module")
def place(speaking: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs")
    save_tasks(TASKS, folder / "tasks.jsonl")
    (folder / "run.toml").write_text(CONFIG.format(base=speaking, tasks=folder / "tasks.jsonl"))
    return folder


def started(*words: str | Path, processes: int = 1) -> subprocess.Popen[str]:
    launch = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", str(processes)]
    program = Path(sys.executable).with_name("mosaic-guard")
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, *(launch if processes > 1 else ()), str(program), "train", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def ended(process: subprocess.Popen[str], *, code: int = 0) -> str:
    out, err = process.communicate(timeout=900)
    assert process.returncode == code, err[-3000:]
    return out + err


@pytest.fixture(scope="module")
def whole(place: Path) -> Path:
    """A run that was never stopped."""
    ended(started("run", "--config", place / "run.toml", "--out", place / "whole"))
    return place / "whole"


@pytest.fixture(scope="module")
def killed(place: Path) -> Path:
    """A run that was killed between two checkpoints."""
    run = place / "killed"
    process = started("run", "--config", place / "run.toml", "--out", run)
    deadline = time.monotonic() + 900
    while len(lines(run / "metrics.jsonl")) < 3 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)  # a file can't be waited for otherwise
    process.send_signal(signal.SIGKILL)
    ended(process, code=-signal.SIGKILL)
    assert len(lines(run / "metrics.jsonl")) >= 3
    return run


def lines(path: Path) -> list[dict[str, Any]]:
    return list(records(path)) if path.exists() else []


def learned(run: Path) -> list[dict[str, Any]]:
    return [{k: v for k, v in line.items() if not is_of_machine(k)} for line in lines(run / "metrics.jsonl")]


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
