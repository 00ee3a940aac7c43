"""Asks a server again while it is out of reach, inside a deadline; what it answers with a reason is final."""

from __future__ import annotations

import math
import random
import threading
import time
from typing import Any, Final

from mosaic_guard.serving.http import Address, ServerError
from mosaic_guard.trajectory import JSON
from mosaic_trainer.rollout.generator import GeneratorFailure

_FIRST_S: Final = 0.2
_LONGEST_S: Final = 5.0
_UNBOUNDED_S: Final = 600.0
"""For a request without a deadline."""
_AGAIN: Final = frozenset({0, 408, 429, 500, 502, 503, 504})
"""No answer, too much to do, or broken inside: the request itself may be right."""


class Retrying:
    """Posts to one server from many threads.

    Args:
        server: where.
        patience_s: how long it may be out of reach, counted from the first failure that any thread saw.
    """

    def __init__(self, server: Address, patience_s: float) -> None:
        self._server = server
        self._patience_s = patience_s
        self._failing_since = math.inf
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def __call__(self, path: str, body: JSON, deadline: float) -> Any:
        """Post until there is an answer.

        Raises:
            GeneratorFailure: it says no, was out of reach for too long, the deadline is over, or nobody waits any more.
        """
        wait = _FIRST_S
        while True:
            left = min(deadline - time.monotonic(), _UNBOUNDED_S)
            if left <= 0:
                raise GeneratorFailure("out of time")
            try:
                answer = self._server.post(path, body, timeout=left)
            except ServerError as error:
                if error.status not in _AGAIN:
                    raise GeneratorFailure(str(error)) from error
                if self._failed_for() > self._patience_s:
                    raise GeneratorFailure(f"out of reach for {self._patience_s:g} s: {error}") from error
            else:
                self._failing_since = math.inf
                return answer
            pause = random.uniform(0.5, 1) * wait  # noqa: S311  # jitter, no secret
            if self._closed.wait(min(pause, max(0.0, deadline - time.monotonic()))):
                raise GeneratorFailure("nobody waits any more")
            wait = min(2 * wait, _LONGEST_S)

    def close(self) -> None:
        """Let every thread give up instead of asking again."""
        self._closed.set()

    def _failed_for(self) -> float:
        with self._lock:
            self._failing_since = min(self._failing_since, now := time.monotonic())
            return now - self._failing_since
