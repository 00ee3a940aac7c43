"""Brings the schema of a database up to date, in ordered steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, insert, inspect, select, update

from mosaic_guard.errors import TraceError
from mosaic_guard.traces.chain.hashes import Head, mac
from mosaic_guard.traces.database.connection import Database, StoreAbsent, absent
from mosaic_guard.traces.rows.journal import FIRST, seal
from mosaic_guard.traces.rows.schema import METADATA, STORE, TRACES, unescaped

Step = Callable[[Connection, bytes], None]


def _create(connection: Connection, key: bytes) -> None:
    METADATA.create_all(connection)
    first = {"version": 0, "key_check": mac(key, "store"), "entries": 0, "last": FIRST, "seal": seal(key, 0, FIRST)}
    connection.execute(insert(STORE).values(first))


def _seal_parents(connection: Connection, key: bytes) -> None:
    """Seals did not cover the parent; what is sealed as it was gets a seal that does."""
    for row in connection.execute(select(TRACES).where(TRACES.c.parent != "")).all():
        head = Head(unescaped(row.name), row.events, row.last, row.items, row.last_item)
        if head.seal(key) == row.seal:
            sealed = replace(head, parent=unescaped(row.parent)).seal(key)
            connection.execute(update(TRACES).where(TRACES.c.id == row.id).values(seal=sealed))


STEPS: Final[Sequence[Step]] = (_create, _seal_parents)
"""Step n brings version n to n + 1. Steps are only ever added; each must keep every chain as it is."""


def migrate(database: Database, key: bytes, *, steps: Sequence[Step] = STEPS) -> None:
    """Bring the database to the newest version, whichever process comes first; refuse what is newer or not ours."""
    with database.transaction(write=True, migration=True) as connection:
        version = _version(connection, database.place, key)
        if version > len(steps):
            msg = f"The trace store {database.place} has version {version}; this release reads up to {len(steps)}."
            raise TraceError(f"{msg} Upgrade mosaic-guard, or choose another store.")
        for step in steps[version:]:
            step(connection, key)
        if version < len(steps):
            connection.execute(update(STORE).values(version=len(steps)))


def require(database: Database, key: bytes, *, steps: Sequence[Step] = STEPS) -> None:
    """Refuse a database that holds no store, and bring an older one to the newest version."""
    with database.transaction(write=False) as connection:
        version = _version(connection, database.place, key)
    if not version:
        raise StoreAbsent(absent(database.place))
    if version != len(steps):
        migrate(database, key, steps=steps)


def _version(connection: Connection, place: str, key: bytes) -> int:
    if not inspect(connection).has_table(STORE.name):
        return 0
    rows = connection.execute(select(STORE.c.version, STORE.c.key_check)).all()
    if len(rows) != 1 or not isinstance(rows[0].version, int):
        msg = f"The trace store {place} was altered: {STORE.name} has {len(rows)} rows, or no version."
        raise TraceError(f"{msg} Restore it from a backup, or move it away.")
    row = rows[0]
    if row.key_check != mac(key, "store"):
        msg = f"The key at hand is not the one of the trace store {place}. Restore the key file that belongs to it,"
        raise TraceError(f"{msg} or set MOSAIC_GUARD_KEY.")
    version: int = row.version
    return version
