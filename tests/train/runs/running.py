"""Runs as a person starts them, and what they leave."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from mosaic_trainer.runs.journal import records

from tests.trainer.sandbox.office import GRID

TASKS = [task for task in GRID if task.id != "reading"]  # has no effect, so no file takes it
MACHINE = ("seconds/", "tokens_per_second", "memory_gib")

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


def kill_after(steps: int, process: subprocess.Popen[str], run: Path) -> None:
    """Kill a run once it has told of so many steps."""
    deadline = time.monotonic() + 900
    while len(lines(run / "metrics.jsonl")) < steps and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)  # a file can't be waited for otherwise
    process.send_signal(signal.SIGKILL)
    ended(process, code=-signal.SIGKILL)
    assert len(lines(run / "metrics.jsonl")) >= steps


def lines(path: Path) -> list[dict[str, Any]]:
    return list(records(path)) if path.exists() else []


def learned(run: Path) -> list[dict[str, Any]]:
    """What two runs that learn the same say alike: all but what tells of the machine."""
    return [{k: v for k, v in line.items() if not k.startswith(MACHINE)} for line in lines(run / "metrics.jsonl")]
