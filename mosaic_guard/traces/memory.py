"""A trace store that ends with its process."""

from __future__ import annotations

from mosaic_guard.traces.store import SqlStore


class MemoryStore(SqlStore):
    """Keeps everything in this process, with the semantics of `SqlStore`: for tests, and for `Guard(store=None)`."""

    def __init__(self) -> None:
        super().__init__("sqlite://")
