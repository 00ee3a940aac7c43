"""The statements on the writer's path, compiled once per database: SQLAlchemy would look each of them up every time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Dialect, Executable, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from mosaic_guard.traces.rows.schema import CLAIMS, EVENTS, ITEMS, MESSAGES, TRACES

_HEAD = ("parent", "updated", "events", "last", "items", "last_item")


class Statements:
    """SQL texts with named parameters, for the driver's own cursor."""

    def __init__(self, dialect: Dialect) -> None:
        def text(statement: Executable) -> str:
            return str(statement.compile(dialect=dialect))  # type: ignore[attr-defined]  # missing in its base's stub

        one_trace = TRACES.c.name == bindparam("name")
        self.trace_id = text(select(TRACES.c.id).where(one_trace))
        self.locked_trace = text(select(TRACES.c.id, *(TRACES.c[n] for n in _HEAD)).where(one_trace).with_for_update())
        self.new_trace = text(insert(TRACES).values({c.name: bindparam(c.name) for c in TRACES.c if c.name != "id"}))
        head: dict[str, Any] = {name: bindparam(name) for name in (*_HEAD, "seal")}
        self.move_head = text(update(TRACES).where(TRACES.c.id == bindparam("row")).values(head))

        of_trace = EVENTS.c.trace == bindparam("trace")
        self.event_ids = text(select(EVENTS.c.id).where(of_trace))
        self.event = text(
            select(EVENTS.c.seq, EVENTS.c.body, EVENTS.c.previous, EVENTS.c.hash).where(
                of_trace, EVENTS.c.seq == bindparam("seq")
            )
        )
        one_claim = [CLAIMS.c[name] == bindparam(name) for name in ("trace", "kind", "subject")]
        self.claim = text(select(CLAIMS.c.seq).where(*one_claim))

        self.new_events = text(insert(EVENTS))
        self.new_claims = text(insert(CLAIMS))
        self.new_items = text(insert(ITEMS))
        known = sqlite if dialect.name == "sqlite" else postgresql
        self.new_messages = text(known.insert(MESSAGES).on_conflict_do_nothing())
        """One that is stored already stays as it is."""
