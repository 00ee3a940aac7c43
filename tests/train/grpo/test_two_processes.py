"""Two processes that train together: every group stays whole in one of them, and both end with the same weights."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.train.grpo import two_processes


def test_groups_stay_whole_and_the_weights_the_same(base: Path, tmp_path: Path) -> None:
    launch = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    script = [two_processes.__file__, str(base), str(tmp_path)]
    place = {"PYTHONPATH": str(Path(__file__).parents[3]), "OMP_NUM_THREADS": "1", "ACCELERATE_USE_CPU": "true"}
    done = subprocess.run(
        [*launch, *script], env={**os.environ, **place}, capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads((tmp_path / "told.json").read_text())
    assert told["advantages"] == [sorted(two_processes.ADVANTAGES[:4]), sorted(two_processes.ADVANTAGES[4:])]
    assert told["sums"][0] == pytest.approx(told["sums"][1], rel=1e-6)
    assert told["versions"] == ["step-0", "step-1"]
