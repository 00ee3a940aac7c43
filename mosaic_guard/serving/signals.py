"""Signals that ask a process to end, for the server that it runs."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_HANDED_ON: Final = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def handing_on(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """Let them reach the child instead of us; only in the main thread."""

    def hand_on(number: int, _: FrameType | None) -> None:
        child.send_signal(number)

    before = {number: signal.signal(number, hand_on) for number in _HANDED_ON}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
