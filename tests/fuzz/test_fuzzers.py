"""A short run of every fuzzer; `make fuzz` runs them longer."""

import subprocess
import sys
from pathlib import Path

import pytest

FUZZERS = sorted(Path(__file__).parent.glob("fuzz_*.py"))


@pytest.mark.parametrize("fuzzer", FUZZERS, ids=lambda path: path.stem)
def test_the_fuzzer_finds_nothing(fuzzer):
    command = [sys.executable, str(fuzzer), "-runs=3000", "-max_len=300", "-seed=7"]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:].decode(errors="replace")
    assert b"Done 3000 runs" in done.stderr
