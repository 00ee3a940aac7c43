"""How far each trajectory has been handed to the writer."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Sequence
from dataclasses import dataclass

from mosaic_guard.trajectory import Item, Trajectory


@dataclass(slots=True, eq=False)
class Lane:
    """One trajectory object: what of it is handed over, and on which branch of its trace it is stored."""

    sent: int = 0
    branch: int | None = None
    """Set by the writer's thread alone."""


class Lanes:
    """The lanes of this process. A new trajectory object starts from its first item; the writer sees what is new."""

    def __init__(self) -> None:
        self._lanes: weakref.WeakKeyDictionary[Trajectory, Lane] = weakref.WeakKeyDictionary()
        self._lock = threading.Lock()

    def take(self, trajectory: Trajectory) -> tuple[Lane, int, Sequence[Item]]:
        """Give those items that were not handed over yet, and the index of the first."""
        with self._lock:
            lane = self._lanes.setdefault(trajectory, Lane())
            start = lane.sent
            items = list(trajectory.since(start))
            lane.sent = start + len(items)
        return lane, start, items
