"""Runs a server as a child: waits until it is healthy, hands signals on, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Final

from mosaic_guard.serving.http import Address, ServerError
from mosaic_guard.serving.scratch import with_scratch

_EVERY_S: Final = 0.5
_GRACE_S: Final = 30.0
"""How long a server may take to end by itself."""
_HANDED_ON: Final = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start it in a session of its own; signals reach it through us, and at the end all it was and made is gone."""
    with with_scratch(environment) as own:
        with open(log, "wb", opener=_private) as written:
            child = subprocess.Popen(  # noqa: S603  # the words are ours and the user's own
                command, env=own, stdout=written, stderr=subprocess.STDOUT, start_new_session=True
            )
        try:
            with _handing_on(child):
                yield child
        finally:
            _end(child)


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


def last_lines(log: Path, most: int = 15) -> str:
    """What it said last."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(lines[-most:])


@contextmanager
def _handing_on(child: subprocess.Popen[bytes]) -> Iterator[None]:
    def hand_on(number: int, _: FrameType | None) -> None:
        child.send_signal(number)

    before = {number: signal.signal(number, hand_on) for number in _HANDED_ON}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    with suppress(ProcessLookupError, PermissionError):  # there is none
        os.killpg(child.pid, signal.SIGKILL)  # workers that outlived it


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
