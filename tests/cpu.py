"""What work costs in CPU time, on a machine that is never quiet: the least of several rounds counts."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Final

ROUNDS: Final = 12
_SHORTEST: Final = 2e-4
"""Seconds below which a clock tells more of the machine than of the work."""

Work = Callable[[], object]
Clock = Callable[[], float]


def seconds(work: Work, clock: Clock = time.thread_time) -> float:
    """Measure once; what the collector owes to everything else in this process is left out."""
    gc.disable()
    try:
        began = clock()
        work()
        return clock() - began
    finally:
        gc.enable()


def least(work: Work, *, under: float) -> float:
    """Give the least seconds; a round that stays under the limit is the last."""
    found = seconds(work)
    for _ in range(ROUNDS):
        if found < under:
            break
        found = min(found, seconds(work))
    return found


def ratio(work: Work, than: Work, *, under: float, clock: Clock = time.thread_time) -> float:
    """Say how many times as much it costs, measured in turns; a round that stays under the limit is the last.

    With `time.process_time` as the clock, what it lets other threads do counts, too.
    """
    base = min(seconds(than, clock) for _ in range(3))
    found = seconds(work, clock)
    for _ in range(ROUNDS):
        if found < under * max(base, _SHORTEST):
            break
        base, found = min(base, seconds(than, clock)), min(found, seconds(work, clock))
    return found / max(base, _SHORTEST)
