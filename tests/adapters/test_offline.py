"""With nothing configured a guarded run reaches no network, starts no program, and writes only its own record."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def offline(home: Path, what: str) -> subprocess.CompletedProcess[str]:
    """Run a guard in an empty home, with nothing set that could point it anywhere."""
    command = [sys.executable, "-B", "-m", "tests.adapters.offline", what]
    environment = {"HOME": str(home), "TMPDIR": str(home), "PATH": "/usr/bin:/bin", "PYTHONPATH": path()}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def path() -> str:
    return ":".join(p for p in sys.path if p)


@pytest.mark.parametrize("what", ["plain", "agent"])
def test_a_guarded_run_opens_no_socket_and_writes_only_its_own_record(tmp_path: Path, what: str) -> None:
    ran = offline(tmp_path, what)
    assert ran.stdout.startswith("done"), ran.stdout + ran.stderr
    written = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()}
    assert written
    assert [name for name in written if "mosaic" not in name] == []
    assert sum((tmp_path / name).stat().st_size for name in written) < 2_000_000


def test_the_watch_ends_a_process_that_opens_a_socket(tmp_path: Path) -> None:
    ran = offline(tmp_path, "reaching")
    assert ran.returncode == 3
    assert "reached out: socket" in ran.stdout
