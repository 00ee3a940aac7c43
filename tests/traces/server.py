"""A PostgreSQL server of our own, in a temporary folder, for as long as the tests need it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

MISSING = """PostgreSQL's server programs are not installed, and the trace tests need them.
Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; macOS: brew install postgresql."""


def programs() -> Path:
    """Find the newest initdb and what lies beside it."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if not found:
        raise RuntimeError(MISSING)
    return found[-1].parent


def unprivileged() -> str | None:
    """Name a user to run the server as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a server on a socket in its own folder, give its URL, and stop it again."""
    bin_, user = programs(), unprivileged()
    with tempfile.TemporaryDirectory(prefix="mosaic-pg-", dir="/tmp") as folder:
        if user:
            shutil.chown(folder, user)
        data = f"{folder}/data"
        _run([f"{bin_}/initdb", "-D", data, "-U", "mosaic", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"], user)
        # Only clients are killed here, never the server, so its own durability would only cost time.
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=60 -c shared_buffers=32MB"
        _run([f"{bin_}/pg_ctl", "-D", data, "-l", f"{folder}/log", "-w", "-t", "30", "-o", options, "start"], user)
        try:
            yield f"postgresql://mosaic@/postgres?host={folder}"
        finally:
            _run([f"{bin_}/pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], user)


def _run(command: Sequence[str], user: str | None) -> None:
    done = subprocess.run(command, user=user, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout.decode()}")
