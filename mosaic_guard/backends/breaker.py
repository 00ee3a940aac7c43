"""When a server is left alone, and when it is tried again. Pure: the clock is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FIRST_S: Final = 0.25
LONGEST_S: Final = 10.0
"""Seconds until an open breaker lets a probe through: twice as long after each that failed."""


@dataclass(frozen=True, slots=True)
class Breaker:
    """Open: the server gets no requests, only probes."""

    failed: int = 0
    """Probes that failed in a row."""
    retry_at: float = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the last probe failed."""
        return self.failed > 0

    def after(self, now: float, *, passed: bool, jitter: float) -> Breaker:
        """What a probe changes; `jitter`, from 0 to 1, keeps many clients from coming back at once."""
        if passed:
            return Breaker()
        wait = min(LONGEST_S, FIRST_S * 2**self.failed) * (0.5 + jitter / 2)
        return Breaker(min(self.failed + 1, 16), now + wait)
