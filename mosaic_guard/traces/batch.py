"""One transaction of the writer: jobs become rows, chained and sealed."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from mosaic_guard.traces import journal
from mosaic_guard.traces import statements as sql
from mosaic_guard.traces.branches import Branches, Place
from mosaic_guard.traces.chain import Head, link, message_digest
from mosaic_guard.traces.encoding import item_to_json
from mosaic_guard.traces.events import StoredEvent
from mosaic_guard.traces.jobs import Append, Claim
from mosaic_guard.traces.lanes import Lane
from mosaic_guard.traces.redaction import Redactor
from mosaic_guard.traces.schema import escaped
from mosaic_guard.traces.serialise import Draft, spell, stored_event
from mosaic_guard.trajectory import Item

_MOST_KNOWN = 256


class Known:
    """What the writer remembers of the traces it wrote last, so that it need not read their order again."""

    def __init__(self) -> None:
        self._branches: OrderedDict[str, tuple[str, Branches]] = OrderedDict()

    def __contains__(self, trace: str) -> bool:
        return trace in self._branches

    def take(self, trace: str, last_item: str) -> Branches | None:
        """Give the order of a trace if nobody else has written to it; it is forgotten until it is put back."""
        seen, branches = self._branches.pop(trace, ("", None))
        return branches if seen == last_item else None

    def put(self, trace: str, last_item: str, branches: Branches) -> None:
        """Remember the order of a trace as it was committed."""
        self._branches[trace] = (last_item, branches)
        if len(self._branches) > _MOST_KNOWN:
            self._branches.popitem(last=False)


@dataclass(slots=True)
class _Open:
    """A trace that this transaction writes to."""

    id: int
    name: str
    parent: str
    updated: float
    events: int
    last: str
    items: int
    last_item: str
    branches: Branches

    def head(self) -> Head:
        return Head(self.name, self.events, self.last, self.items, self.last_item)


@dataclass(slots=True)
class _Rows:
    messages: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)


class Batch:
    """Applies jobs inside a write transaction; nothing it says holds before `committed`."""

    def __init__(self, connection: Connection, *, key: bytes, redactor: Redactor, known: Known) -> None:
        self._connection = connection
        self._key = key
        self._redactor = redactor
        self._known = known
        self._open: dict[str, _Open] = {}
        self._lanes: dict[Lane, int] = {}
        self._rows = _Rows()

    def lock(self, traces: Iterable[str]) -> None:
        """Take the heads of these traces, in one order for everybody, so that no two writers block each other."""
        names = sorted(set(traces))
        if any(name not in self._known and not self._exists(name) for name in names):
            journal.lock(self._connection)
        for name in names:
            self._open[name] = self._opened(name)

    def append(self, job: Append) -> None:
        """Add items that are not stored yet, then events."""
        if job.items:
            self._open[job.trace].parent = self._open[job.trace].parent or job.parent
        for index, item in enumerate(job.items, job.start):
            self._item(self._open[job.trace], job.lane, index, item)
        for draft in job.drafts:
            trace = self._open[draft.trace]
            if not (job.again and self._is_stored(trace, draft)):
                self._event(trace, draft)

    def claim(self, job: Claim) -> StoredEvent | None:
        """Add the event, or give the one that has its claim."""
        trace, draft = self._open[job.draft.trace], job.draft
        self.write()
        wanted = {"trace": trace.id, "kind": draft.kind, "subject": escaped(draft.subject)}
        seq = self._connection.scalar(sql.CLAIM, wanted)
        if seq is None:
            self._rows.claims.append({**wanted, "seq": trace.events})
            self._event(trace, draft)
            return None
        row = self._connection.execute(sql.EVENT, {"trace": trace.id, "seq": seq}).one()
        earlier = stored_event(row.seq, row.body, row.previous, row.hash)
        return None if job.again and earlier.event.id == draft.id else earlier

    def write(self) -> None:
        """Send the rows so far to the database."""
        rows, self._rows = self._rows, _Rows()
        if rows.messages:
            self._connection.execute(sql.NEW_MESSAGES[self._connection.dialect.name], rows.messages)
            self._connection.execute(sql.NEW_ITEMS, rows.items)
        if rows.events:
            self._connection.execute(sql.NEW_EVENTS, rows.events)
        if rows.claims:
            self._connection.execute(sql.NEW_CLAIMS, rows.claims)

    def seal(self) -> None:
        """Send everything, and move the heads."""
        self.write()
        heads = [
            {
                "row": t.id,
                "parent": escaped(t.parent),
                "updated": t.updated,
                "events": t.events,
                "last": t.last,
                "items": t.items,
                "last_item": t.last_item,
                "seal": t.head().seal(self._key),
            }
            for t in self._open.values()
        ]
        if heads:
            self._connection.execute(sql.MOVE_HEAD, heads)

    def committed(self) -> None:
        """Remember what is now in the database."""
        for trace in self._open.values():
            self._known.put(trace.name, trace.last_item, trace.branches)
        for lane, branch in self._lanes.items():
            lane.branch = branch

    def _exists(self, name: str) -> bool:
        return self._connection.scalar(sql.TRACE_ID, {"name": escaped(name)}) is not None

    def _opened(self, name: str) -> _Open:
        row = self._connection.execute(sql.LOCKED_TRACE, {"name": escaped(name)}).one_or_none()
        if row is None:
            return self._created(name)
        branches = self._known.take(name, row.last_item)
        if branches is None:
            stored = self._connection.execute(sql.ITEMS_IN_ORDER, {"trace": row.id})
            branches = Branches(Place(i.branch, i.base, i.idx, i.digest) for i in stored)
        parent = row.parent
        return _Open(row.id, name, parent, row.updated, row.events, row.last, row.items, row.last_item, branches)

    def _created(self, name: str) -> _Open:
        now, head = time.time(), Head.empty(self._key, name)
        row = {
            "name": escaped(name),
            "parent": "",
            "started": now,
            "updated": now,
            "events": 0,
            "last": head.last,
            "items": 0,
            "last_item": head.last_item,
            "seal": head.seal(self._key),
        }
        self._connection.execute(sql.NEW_TRACE, row)
        journal.enter(self._connection, self._key, "opened", name, now)
        row_id = self._connection.scalar(sql.TRACE_ID, {"name": row["name"]})
        return _Open(int(row_id or 0), name, "", now, 0, head.last, 0, head.last_item, Branches())

    def _item(self, trace: _Open, lane: Lane, index: int, item: Item) -> None:
        text = spell(self._redactor.redact(item_to_json(item), trace.name))
        digest = message_digest(self._key, trace.name, text)
        branch = self._lanes.get(lane, lane.branch)
        branch = trace.branches.newest if branch is None else branch
        self._lanes[lane], place = trace.branches.place(branch, index, digest)
        if place is None:
            return
        trace.branches.add(place)
        row = {"trace": trace.id, "branch": place.branch, "base": place.base, "idx": index, "digest": digest}
        self._rows.messages.append({"trace": trace.id, "digest": digest, "body": text})
        self._rows.items.append({**row, "ordinal": trace.items})
        trace.last_item = link(self._key, trace.last_item, place_text(trace.items, place))
        trace.items += 1

    def _event(self, trace: _Open, draft: Draft) -> None:
        body = draft.redacted(self._redactor)
        digest = link(self._key, trace.last, body)
        row = {"trace": trace.id, "seq": trace.events, "id": escaped(draft.id), "kind": draft.kind, "body": body}
        self._rows.events.append({**row, "previous": trace.last, "hash": digest})
        trace.last, trace.events, trace.updated = digest, trace.events + 1, max(trace.updated, draft.time)

    def _is_stored(self, trace: _Open, draft: Draft) -> bool:
        self.write()
        return self._connection.scalar(sql.EVENT_ID, {"trace": trace.id, "id": escaped(draft.id)}) is not None


def place_text(ordinal: int, place: Place) -> str:
    """What is hashed of a message's place."""
    return f"{ordinal}/{place.branch}/{place.base}/{place.index}/{place.digest}"
