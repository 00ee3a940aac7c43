"""Queries over a store, to be run in the writer's order or on a connection of one's own."""

from __future__ import annotations

import json
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, ScalarSelect, bindparam, select

from mosaic_guard.traces.encoding import item_from_json
from mosaic_guard.traces.events import EventKind, StoredEvent
from mosaic_guard.traces.rows.branches import Branches, Place
from mosaic_guard.traces.rows.schema import EVENTS, ITEMS, MESSAGES, TRACES, escaped, unescaped
from mosaic_guard.traces.rows.serialise import stored_event
from mosaic_guard.trajectory import Item, Message, Origin


@dataclass(frozen=True, slots=True)
class TraceInfo:
    """One trace, without its content."""

    name: str
    parent: str
    """The trace whose tool call started this run, or ``."""
    started: float
    updated: float
    events: int
    items: int


def trace_infos(connection: Connection, name: str | None = None) -> list[TraceInfo]:
    """Describe all traces, oldest first, or the one of this name."""
    query = select(TRACES).order_by(TRACES.c.id)
    rows = connection.execute(query if name is None else query.where(TRACES.c.name == escaped(name)))
    return [TraceInfo(unescaped(r.name), unescaped(r.parent), r.started, r.updated, r.events, r.items) for r in rows]


def trace_names(connection: Connection) -> list[str]:
    """Name all traces, oldest first."""
    return [unescaped(name) for name in connection.scalars(select(TRACES.c.name).order_by(TRACES.c.id))]


_TRACE: Final = select(TRACES.c.id).where(TRACES.c.name == bindparam("name")).scalar_subquery()
_EVENTS: Final = (
    select(EVENTS.c.id, EVENTS.c.seq, EVENTS.c.body, EVENTS.c.previous, EVENTS.c.hash)
    .where(EVENTS.c.trace == _TRACE, EVENTS.c.seq >= bindparam("since"))
    .order_by(EVENTS.c.seq)
)


def events_of(
    connection: Connection,
    trace: str,
    *,
    kinds: Sequence[EventKind] = (),
    since: int = 0,
    known: Container[str] = (),
) -> list[StoredEvent]:
    """Read the events of a trace in order, as `TraceStore.events` says."""
    query = _EVENTS.where(EVENTS.c.kind.in_([kind.value for kind in kinds])) if kinds else _EVENTS
    rows = connection.execute(query, {"name": escaped(trace), "since": since}).all()
    return [stored_event(*row) for id, *row in rows[:-1] if id not in known] + [stored_event(*r[1:]) for r in rows[-1:]]


def histories_of(connection: Connection, trace: str) -> list[list[Item]]:
    """Rebuild the messages of a trace: one history per branch, the first first."""
    branches = branches_of(connection, _row_id(trace))
    bodies = connection.execute(select(MESSAGES.c.digest, MESSAGES.c.body).where(MESSAGES.c.trace == _row_id(trace)))
    items = {digest: item_from_json(json.loads(body)) for digest, body in bodies}
    return [[items[digest] for digest in branches.path(branch)] for branch in range(len(branches))]


def relayed_in(connection: Connection, trace: str) -> frozenset[str]:
    """Read which human messages of a trace are not the user's words, as `TraceStore.relayed` says."""
    human = MESSAGES.c.body.contains('"role":"user"', autoescape=True)  # few of the messages, and the shortest
    bodies = connection.scalars(select(MESSAGES.c.body).where(MESSAGES.c.trace == _row_id(trace), human))
    items = (item_from_json(json.loads(body)) for body in bodies)
    humans = (one for one in items if isinstance(one, Message) and one.role == "user")
    return frozenset(one.id for one in humans if one.id and one.origin is not Origin.USER)


def branches_of(connection: Connection, row: int | ScalarSelect[int]) -> Branches:
    """Read the order of the messages of a trace, given the id of its row."""
    rows = connection.execute(select(ITEMS).where(ITEMS.c.trace == row).order_by(ITEMS.c.ordinal))
    return Branches(Place(r.branch, r.base, r.idx, r.digest) for r in rows)


def _row_id(trace: str) -> ScalarSelect[int]:
    return select(TRACES.c.id).where(TRACES.c.name == escaped(trace)).scalar_subquery()
