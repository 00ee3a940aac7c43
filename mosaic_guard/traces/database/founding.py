"""Whether a store may begin in a file: not in place of one that was lost, nor among somebody else's tables."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from mosaic_guard.errors import TraceError
from mosaic_guard.traces.database.secret import is_used, key_path
from mosaic_guard.traces.rows.schema import STORE


def check_file(path: Path, *, timeout: float) -> None:
    """Refuse a file that lost its store, and one that never was one; nothing is made or changed.

    Raises:
        TraceError: with what happened and the fix.
        sqlite3.Error: it can't be read.
    """
    was_used = is_used(path)  # read first: whoever makes the store marks its key after the tables
    tables = _tables(path, timeout)
    if STORE.name in tables:
        return
    if was_used:
        msg = f"The trace store {path} is empty or gone, though it was in use: its key {key_path(path)} is there."
        afresh = "To begin afresh, move the key away, too: what was recorded is forgotten then, and calls may run again"
        raise TraceError(f"{msg} Restore it from a backup. {afresh}.")
    if tables:
        shown = ", ".join(map(repr, tables[:3])) + (", …" if len(tables) > 3 else "")
        msg = f"{path} is no trace store: it holds other tables ({shown}). Choose another file with Guard(store=...)."
        raise TraceError(msg)


def may_hold_store(path: Path, *, timeout: float) -> bool:
    """Whether a file is a database with the tables of a store, as far as it can be read."""
    try:
        return STORE.name in _tables(path, timeout)
    except sqlite3.OperationalError:  # locked, or not to be read: nobody knows
        return True
    except sqlite3.DatabaseError:
        return False


def _tables(path: Path, timeout: float) -> list[str]:
    if not path.is_file():
        return []
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=timeout)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
        return [name for (name,) in rows if not name.startswith("sqlite_")]
