"""Keeps a fork from happening in the middle of a transaction, when the database library holds locks of its own."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable
from typing import Final

_PATIENCE: Final = 1.0
"""Seconds that a fork waits for a transaction, which may itself wait for another process."""


class ForkGate:
    """A lock that is held during transactions, and taken by a fork while it copies the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = False
        gate = weakref.ref(self)  # the hooks can't be taken back, and must keep nothing alive

        def on(step: Callable[[ForkGate], None]) -> Callable[[], None]:
            def hook() -> None:
                if (one := gate()) is not None:
                    step(one)

            return hook

        if hasattr(os, "register_at_fork"):
            os.register_at_fork(
                before=on(ForkGate._shut), after_in_parent=on(ForkGate._open), after_in_child=on(ForkGate._renew)
            )

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def _shut(self) -> None:
        self._taken = self._lock.acquire(timeout=_PATIENCE)

    def _open(self) -> None:
        if self._taken:
            self._lock.release()

    def _renew(self) -> None:
        self._lock = threading.Lock()
