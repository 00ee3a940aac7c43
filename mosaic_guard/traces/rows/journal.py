"""The store's own chain: which traces were opened, and which were pruned, so that a missing one is found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final, Literal

from sqlalchemy import Connection, insert, select, update

from mosaic_guard.canonical import canonical_json
from mosaic_guard.traces.chain.hashes import link, mac
from mosaic_guard.traces.rows.schema import JOURNAL, STORE
from mosaic_guard.trajectory import JSON

FIRST: Final = ""
"""What the first entry follows from."""

What = Literal["opened", "pruned"]


def seal(key: bytes, entries: int, last: str) -> str:
    """Prove that a holder of the key put the end of the journal here."""
    return mac(key, "journal", str(entries), last)


def lock(connection: Connection) -> tuple[int, str]:
    """Give the number of entries and the hash of the last; nobody else adds one before this transaction ends."""
    row = connection.execute(select(STORE.c.entries, STORE.c.last).with_for_update()).one()
    return row.entries, row.last


def enter(connection: Connection, key: bytes, *, what: What, trace: str, time: float, **detail: JSON) -> None:
    """Add an entry."""
    entries, last = lock(connection)
    body = canonical_json({"what": what, "trace": trace, "time": time, **detail})
    digest = link(key, last, body)
    connection.execute(insert(JOURNAL), {"seq": entries, "body": body, "hash": digest})
    connection.execute(update(STORE), {"entries": entries + 1, "last": digest, "seal": seal(key, entries + 1, digest)})


def entries(connection: Connection) -> list[Mapping[str, JSON]]:
    """Read all entries, oldest first."""
    return [json.loads(body) for body in connection.scalars(select(JOURNAL.c.body).order_by(JOURNAL.c.seq))]
