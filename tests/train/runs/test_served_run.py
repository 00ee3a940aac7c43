"""A run that samples from a real vLLM server of its own, killed in the middle and gone on with."""

from __future__ import annotations

import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from mosaic_trainer.task.files import save_tasks

from tests.train.runs.running import TASKS, ended, kill_after, learned, lines, started

pytestmark = pytest.mark.skipif(not find_spec("vllm"), reason="needs a vLLM server")
SERVED = (
    *("--set", "rollout.engine=server", "--set", 'rollout.options=["--enforce-eager", "--block-size", "32"]'),
    *("--set", "grpo.steps=4", "--set", "evaluate.every=2", "--set", "evaluate.tasks=4"),
)
BOUND = 1e-3
"""How far the logprobs of server and trainer may be apart, in 32 bits."""


def of_run(mark: str) -> list[str]:
    """Every process that was started with this in its environment, by any process of the run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes():
                found.append((path.parent / "cmdline").read_text().replace("\0", " "))
        except OSError:  # it ended meanwhile
            continue
    return found


def test_a_killed_run_leaves_no_server_and_is_gone_on_with(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, mark = place / "served", f"MOSAIC_TEST={tmp_path}"
    monkeypatch.setenv(*mark.split("="))
    monkeypatch.setenv("VLLM_CPU_KVCACHE_SPACE", "1")
    save_tasks([replace(task, split="test") for task in TASKS], place / "held-out.jsonl")
    watched = ("--set", f'evaluate.files=["{place / "held-out.jsonl"}"]')
    process = started("run", "--config", place / "run.toml", "--out", run, *SERVED, *watched)
    kill_after(3, process, run)
    before = learned(run)[:2]
    deadline = time.monotonic() + 60
    while left := of_run(mark):
        assert time.monotonic() < deadline, left

    said = ended(started("resume", run))
    assert "going on after step 2" in said
    assert not of_run(mark)
    assert "the adapter reaches the rollouts" in said
    steps = learned(run)
    assert steps[:2] == before
    assert [line["step"] for line in steps] == [1, 2, 3, 4]
    assert max(line["grad_norm"] for line in steps[2:]) > 0
    for line in steps:
        assert line["masked_share"] == 0
        assert line["sampling/sampling_logp_difference/max"] < BOUND
        assert line["sampling/importance_sampling_ratio/min"] > 1 - BOUND  # nothing is masked by sequence_mask
    assert [line["step"] for line in steps if "eval/harm" in line] == [2, 4]
    versions = {line["step"]: line["version"] for line in lines(run / "rollouts.jsonl")}
    assert versions == {step: f"step-{step - 1}" for step in (1, 2, 3, 4)}
    assert all((run / f"attempt_{number}" / "server.log").stat().st_size for number in (1, 2))
