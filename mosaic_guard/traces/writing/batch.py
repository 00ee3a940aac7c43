"""One transaction of the writer: jobs become rows, chained and sealed."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from mosaic_guard.traces.chain.hashes import Head, link, message_digest
from mosaic_guard.traces.events import StoredEvent
from mosaic_guard.traces.rows import journal
from mosaic_guard.traces.rows.branches import Branches, Place
from mosaic_guard.traces.rows.queries import branches_of
from mosaic_guard.traces.rows.schema import escaped, unescaped
from mosaic_guard.traces.rows.serialise import Draft, stored_event
from mosaic_guard.traces.rows.statements import Statements
from mosaic_guard.traces.writing.jobs import Append, Claim
from mosaic_guard.traces.writing.lanes import Lane
from mosaic_guard.traces.writing.wording import Texts

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
    ids: set[str] | None = None
    """Of the events that were stored before, once somebody asks."""

    def head(self) -> Head:
        return Head(self.name, self.events, self.last, self.items, self.last_item, self.parent)


@dataclass(slots=True)
class _Rows:
    messages: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)


class Batch:
    """Applies jobs inside a write transaction; nothing it says holds before `committed`."""

    def __init__(self, connection: Connection, *, sql: Statements, key: bytes, known: Known) -> None:
        self._connection = connection
        self._cursor = connection.connection.cursor()
        self._sql = sql
        self._key = key
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

    def append(self, job: Append, texts: Texts) -> None:
        """Add items that are not stored yet, then events."""
        if job.items:
            self._open[job.trace].parent = self._open[job.trace].parent or job.parent
        for index, text in enumerate(texts.items, job.start):
            self._item(self._open[job.trace], job.lane, index, text)
        for draft, text in zip(job.drafts, texts.drafts, strict=True):
            if not (job.again and self._is_stored(draft)):
                self._event(self._open[draft.trace], draft, text)

    def claim(self, job: Claim, texts: Texts) -> StoredEvent | None:
        """Add the event, or give the one that has its claim."""
        trace, draft = self._open[job.draft.trace], job.draft
        self.write()
        wanted = {"trace": trace.id, "kind": draft.kind, "subject": escaped(draft.subject)}
        taken = self._run(self._sql.claim, wanted).fetchone()
        if taken is None:
            self._rows.claims.append({**wanted, "seq": trace.events})
            self._event(trace, draft, *texts.drafts)
            return None
        earlier = stored_event(*self._run(self._sql.event, {"trace": trace.id, "seq": taken[0]}).fetchone())
        return None if job.again and earlier.event.id == draft.id else earlier

    def write(self) -> None:
        """Send the rows so far to the database."""
        rows, self._rows = self._rows, _Rows()
        if rows.messages:
            self._cursor.executemany(self._sql.new_messages, rows.messages)
            self._cursor.executemany(self._sql.new_items, rows.items)
        if rows.events:
            self._cursor.executemany(self._sql.new_events, rows.events)
        if rows.claims:
            self._cursor.executemany(self._sql.new_claims, rows.claims)

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
            self._cursor.executemany(self._sql.move_head, heads)

    def committed(self) -> None:
        """Remember what is now in the database."""
        for trace in self._open.values():
            self._known.put(trace.name, trace.last_item, trace.branches)
        for lane, branch in self._lanes.items():
            lane.branch = branch

    def _run(self, statement: str, parameters: Mapping[str, Any]) -> Any:
        self._cursor.execute(statement, parameters)
        return self._cursor

    def _exists(self, name: str) -> bool:
        return self._run(self._sql.trace_id, {"name": escaped(name)}).fetchone() is not None

    def _opened(self, name: str) -> _Open:
        row = self._run(self._sql.locked_trace, {"name": escaped(name)}).fetchone()
        if row is None:
            return self._created(name)
        row_id, parent, updated, events, last, items, last_item = row
        branches = self._known.take(name, last_item)
        if branches is None:
            branches = branches_of(self._connection, row_id)
        return _Open(row_id, name, unescaped(parent), updated, events, last, items, last_item, branches)

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
        self._run(self._sql.new_trace, row)
        journal.enter(self._connection, self._key, what="opened", trace=name, time=now)
        row_id = self._run(self._sql.trace_id, {"name": row["name"]}).fetchone()[0]
        return _Open(row_id, name, "", now, 0, head.last, 0, head.last_item, Branches())

    def _item(self, trace: _Open, lane: Lane, index: int, text: str) -> None:
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

    def _event(self, trace: _Open, draft: Draft, body: str) -> None:
        digest = link(self._key, trace.last, body)
        row = {"trace": trace.id, "seq": trace.events, "id": escaped(draft.id), "kind": draft.kind, "body": body}
        self._rows.events.append({**row, "previous": trace.last, "hash": digest})
        trace.updated = max(trace.updated, draft.time) if trace.events else draft.time
        trace.last, trace.events = digest, trace.events + 1

    def _is_stored(self, draft: Draft) -> bool:
        trace = self._open[draft.trace]
        if trace.ids is None:
            trace.ids = {row[0] for row in self._run(self._sql.event_ids, {"trace": trace.id})}
        return escaped(draft.id) in trace.ids


def place_text(ordinal: int, place: Place) -> str:
    """What is hashed of a message's place."""
    return f"{ordinal}/{place.branch}/{place.base}/{place.index}/{place.digest}"
