"""Runs independent parts of a training side by side; what comes out is the same with any number of processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TypeVar

from threadpoolctl import threadpool_limits

P = TypeVar("P")
R = TypeVar("R")


def each(work: Callable[[P], R], parts: Sequence[P], workers: int) -> list[R]:
    """Do the work on each part, in order; every process keeps to one thread, so that sums add up the same."""
    if workers < 2 or len(parts) < 2:
        return [_alone(work, part) for part in parts]
    with ProcessPoolExecutor(min(workers, len(parts)), mp_context=get_context("spawn")) as pool:
        return list(pool.map(partial(_alone, work), parts))


def _alone(work: Callable[[P], R], part: P) -> R:
    with threadpool_limits(1):
        return work(part)
