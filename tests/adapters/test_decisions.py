"""Decision models came with langchain-core 1.8, newer than what the other tests run on: installed beside it here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

NEWER = ("langchain==1.5.0", "langchain-core==1.8.1")
ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_langchains_own_auto_mode_runs_on_our_policies(tmp_path: Path):
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--target", tmp_path, *NEWER], check=True, capture_output=True)
    path = os.pathsep.join(map(str, (tmp_path, ROOT, ROOT / "adapters")))
    check = [sys.executable, "-W", "error::DeprecationWarning:mosaic_adapters", "tests/adapters/decisions_check.py"]
    done = subprocess.run(check, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
