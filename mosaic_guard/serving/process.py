"""Runs a server as a child: waits until it is healthy, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from mosaic_guard.serving.http import Address, ServerError

_EVERY_S: Final = 0.5
_END_S: Final = 60.0
"""How long a server may take to end; its warden ends it by force before."""
_LAST: Final = 15
"""Lines of a log that say why a server ended."""


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start it under a warden, in a session of its own: at the end, however we end, all it was and made is gone."""
    with open(log, "wb", opener=_private) as written:
        warden = subprocess.Popen(  # noqa: S603  # the words are ours and the user's own
            [sys.executable, "-P", "-m", "mosaic_guard.serving.warden", *command],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield warden
    finally:
        _end(warden)


def wait_healthy(child: subprocess.Popen[bytes], server: Address, most_s: float, seen: Callable[[float], None]) -> None:
    """Wait for `/health`; `seen` hears the seconds gone by.

    Raises:
        ServerError: it ended, or took too long.
    """
    began = time.monotonic()
    while True:
        if child.poll() is not None:
            raise ServerError(f"vLLM ended with code {child.returncode} before it was ready")
        try:
            server.get("/health", timeout=2)
        except ServerError as error:
            if time.monotonic() - began > most_s:
                raise ServerError(f"vLLM was not ready after {most_s:.0f} s: {error}") from error
        else:
            return
        seen(time.monotonic() - began)
        time.sleep(_EVERY_S)


def last_lines(log: Path) -> str:
    """What it said last."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(lines[-_LAST:])


def _end(warden: subprocess.Popen[bytes]) -> None:
    assert warden.stdin is not None
    warden.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        warden.wait(_END_S)
    with suppress(ProcessLookupError, PermissionError):  # there is none
        os.killpg(warden.pid, signal.SIGKILL)  # workers that outlived it
    warden.wait()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
