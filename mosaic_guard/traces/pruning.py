"""Takes whole traces out of a store, and leaves a chained note of which."""

from __future__ import annotations

import time
from functools import partial

from sqlalchemy import Connection, Row, delete, select

from mosaic_guard.traces.rows import journal
from mosaic_guard.traces.rows.schema import CLAIMS, EVENTS, ITEMS, MESSAGES, TRACES, unescaped
from mosaic_guard.traces.store import SqlStore


def prune(store: SqlStore, *, before: float | None = None, keep: int | None = None) -> list[str]:
    """Remove traces and name them: those last written `before` a time, or all but the `keep` written last.

    With them goes what they remember: a call of a pruned trace may run again.
    """
    if (before is None) == (keep is None):
        msg = "Say either before (seconds since the epoch) or keep (a number of traces)."
        raise ValueError(msg)
    return store.change(partial(_prune, key=store.key, before=before, keep=keep)).result()


def _prune(connection: Connection, *, key: bytes, before: float | None, keep: int | None) -> list[str]:
    journal.lock(connection)
    old = select(TRACES).order_by(TRACES.c.updated.desc(), TRACES.c.id.desc()).with_for_update()
    rows = connection.execute(old if before is None else old.where(TRACES.c.updated < before)).all()
    gone = sorted(rows[keep or 0 :], key=lambda row: row.id)
    for row in gone:
        _remove(connection, key, row)
    return [unescaped(row.name) for row in gone]


def _remove(connection: Connection, key: bytes, row: Row[tuple[object, ...]]) -> None:
    for table in (EVENTS, CLAIMS, MESSAGES, ITEMS):
        connection.execute(delete(table).where(table.c.trace == row.id))
    connection.execute(delete(TRACES).where(TRACES.c.id == row.id))
    journal.enter(
        connection, key, what="pruned", trace=unescaped(row.name), time=time.time(), events=row.events, last=row.last
    )
