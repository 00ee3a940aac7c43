"""The statements on the writer's path, built once."""

from __future__ import annotations

from typing import Final

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from mosaic_guard.traces.schema import CLAIMS, EVENTS, ITEMS, MESSAGES, TRACES

TRACE_ID: Final = select(TRACES.c.id).where(TRACES.c.name == bindparam("name"))
LOCKED_TRACE: Final = select(TRACES).where(TRACES.c.name == bindparam("name")).with_for_update()
NEW_TRACE: Final = insert(TRACES)
MOVE_HEAD: Final = (
    update(TRACES)
    .where(TRACES.c.id == bindparam("row"))
    .values({c: bindparam(c) for c in ("parent", "updated", "events", "last", "items", "last_item", "seal")})
)

EVENT_ID: Final = select(EVENTS.c.seq).where(EVENTS.c.trace == bindparam("trace"), EVENTS.c.id == bindparam("id"))
EVENT: Final = select(EVENTS).where(EVENTS.c.trace == bindparam("trace"), EVENTS.c.seq == bindparam("seq"))
CLAIM: Final = select(CLAIMS.c.seq).where(
    CLAIMS.c.trace == bindparam("trace"), CLAIMS.c.kind == bindparam("kind"), CLAIMS.c.subject == bindparam("subject")
)
ITEMS_IN_ORDER: Final = select(ITEMS).where(ITEMS.c.trace == bindparam("trace")).order_by(ITEMS.c.ordinal)

NEW_EVENTS: Final = insert(EVENTS)
NEW_CLAIMS: Final = insert(CLAIMS)
NEW_ITEMS: Final = insert(ITEMS)
NEW_MESSAGES: Final = {
    "sqlite": sqlite.insert(MESSAGES).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(MESSAGES).on_conflict_do_nothing(),
}
"""A message that is stored already stays as it is."""
