"""Our commands, as a person would type them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def command(*words: str | Path) -> str:
    """Run one to its end; what it said, if all is well."""
    program = Path(sys.executable).with_name("mosaic-guard")
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
    done = subprocess.run([program, *words], capture_output=True, text=True, env=environment, timeout=3600, check=False)
    assert done.returncode == 0, (words, done.returncode, done.stdout[-2000:] + done.stderr[-3000:])
    return done.stdout
