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


def seconds(work: Work) -> float:
    """Measure once; what the collector owes to everything else in this process is left out."""
    gc.disable()
    try:
        began = time.thread_time()
        work()
        return time.thread_time() - began
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


def ratio(work: Work, than: Work, *, under: float) -> float:
    """Say how many times as much it costs, measured in turns; a round that stays under the limit is the last."""
    base = min(seconds(than) for _ in range(3))
    found = seconds(work)
    for _ in range(ROUNDS):
        if found < under * max(base, _SHORTEST):
            break
        base, found = min(base, seconds(than)), min(found, seconds(work))
    return found / max(base, _SHORTEST)
