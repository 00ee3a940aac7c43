"""Walks the chains of a store and names what was altered, removed, inserted or reordered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, select

from mosaic_guard.errors import ChainBroken
from mosaic_guard.traces.chain.hashes import Head, link, message_digest, origin
from mosaic_guard.traces.rows import journal
from mosaic_guard.traces.rows.branches import Place
from mosaic_guard.traces.rows.schema import CLAIMS, EVENTS, ITEMS, JOURNAL, MESSAGES, STORE, TRACES, escaped, unescaped
from mosaic_guard.traces.store import SqlStore
from mosaic_guard.traces.writing.batch import place_text


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a record is not as it was written."""

    trace: str
    where: str
    """`event 3`, `message 7`, `claims`, `head`, or `journal`."""
    what: str

    def __str__(self) -> str:
        return f"{self.trace or 'the store'}: {self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Pruned:
    """A trace that was taken out as a whole."""

    trace: str
    time: float
    events: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, and what was found."""

    traces: int
    events: int
    messages: int
    pruned: tuple[Pruned, ...]
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether everything is as it was written."""
        return not self.faults

    def require(self) -> None:
        """Raise ChainBroken with the first fault, if there is one."""
        if self.faults:
            raise ChainBroken(str(self.faults[0]))


@dataclass(frozen=True, slots=True)
class _Checked:
    events: int = 0
    messages: int = 0
    faults: tuple[Fault, ...] = ()


def verify(
    store: SqlStore, trace: str | None = None, *, watched: Callable[[Sequence[str]], Iterable[str]] = iter
) -> Report:
    """Check one trace, or all of them and the journal that says which there must be.

    `watched` is handed the names and hands them on as they are checked: for progress bars.
    """
    found = store.read(partial(_check_journal, key=store.key)).result()
    names = sorted({*found.live, *store.traces()}) if trace is None else [trace]
    check = partial(_check_trace, key=store.key, live=found.live)
    checked = [store.read(partial(check, name=name)).result() for name in watched(names)]
    strays = [] if trace is not None else store.read(_strays).result()
    return Report(
        traces=len(checked),
        events=sum(c.events for c in checked),
        messages=sum(c.messages for c in checked),
        pruned=found.pruned,
        faults=(*found.faults, *(fault for c in checked for fault in c.faults), *strays),
    )


@dataclass(frozen=True, slots=True)
class _Journal:
    live: Mapping[str, float]
    """When each was opened."""
    pruned: tuple[Pruned, ...]
    faults: tuple[Fault, ...]


def _check_journal(connection: Connection, *, key: bytes) -> _Journal:
    store = connection.execute(select(STORE)).one()
    last, faults, live, pruned = journal.FIRST, [], dict[str, float](), []
    rows = connection.execute(select(JOURNAL).order_by(JOURNAL.c.seq)).all()
    for seq, row in enumerate(rows):
        if row.seq != seq or link(key, last, row.body) != row.hash:
            faults.append(Fault("", "journal", f"entry {seq} is not the one that was written"))
            break
        last = row.hash
        entry = json.loads(row.body)
        if entry["what"] == "opened":
            live[entry["trace"]] = entry["time"]
        else:
            live.pop(entry["trace"], None)
            pruned.append(Pruned(entry["trace"], entry["time"], entry["events"]))
    sealed = store.seal == journal.seal(key, store.entries, store.last)
    if not faults and (not sealed or (len(rows), last) != (store.entries, store.last)):
        faults.append(Fault("", "journal", "its end was cut off or altered"))
    return _Journal(live, tuple(pruned), tuple(faults))


def _check_trace(connection: Connection, *, key: bytes, name: str, live: Mapping[str, float]) -> _Checked:
    row = connection.execute(select(TRACES).where(TRACES.c.name == escaped(name))).one_or_none()
    if row is None:
        what = "it was removed without being pruned" if name in live else "there is no such trace"
        return _Checked(faults=(Fault(name, "head", what),))
    head = Head(name, row.events, row.last, row.items, row.last_item, unescaped(row.parent))
    faults = [] if head.seal(key) == row.seal else [Fault(name, "head", "it was altered")]
    if name not in live:
        faults.append(Fault(name, "head", "it was inserted: the journal does not name it"))
    elif row.started != live[name]:
        faults.append(Fault(name, "head", "the time at which it was opened was altered"))
    faults += _event_faults(connection, key, row, head)
    faults += _message_faults(connection, key, row.id, head)
    return _Checked(row.events, row.items, tuple(faults))


def _event_faults(connection: Connection, key: bytes, trace: Row[tuple[Any, ...]], head: Head) -> Iterator[Fault]:
    """The first event that does not follow, or a cut-off tail; then what of claims and times doesn't fit the events."""
    last, seq = origin(key, head.trace), -1
    claims: dict[tuple[str, str], int] = {}
    times: list[float] = []
    rows = connection.execute(select(EVENTS).where(EVENTS.c.trace == trace.id).order_by(EVENTS.c.seq))
    for seq, row in enumerate(rows):
        if fault := _event_fault(row, seq, last, key):
            yield Fault(head.trace, f"event {seq}", fault)
            return
        last, event = row.hash, json.loads(row.body)
        times.append(event["time"])
        if event.get("claim"):
            claims[event["kind"], escaped(event["subject"])] = seq
    if (seq + 1, last) != (head.events, head.last):
        yield Fault(head.trace, f"event {seq + 1}", f"the trace ends here, but it had {head.events} events")
        return
    if trace.updated not in (max(times, default=trace.started), max([trace.started, *times])):  # of an older release
        yield Fault(head.trace, "head", "the time at which it was last written was altered")
    stored = connection.execute(select(CLAIMS).where(CLAIMS.c.trace == trace.id))
    if {(r.kind, r.subject): r.seq for r in stored} != claims:
        yield Fault(head.trace, "claims", "they are not those of the events")


def _event_fault(row: Row[tuple[object, ...]], seq: int, last: str, key: bytes) -> str:
    if row.seq != seq:
        return f"it is missing, {row.seq} follows"
    if link(key, row.previous, row.body) != row.hash:
        return f"{unescaped(row.id)!r} was altered"
    if row.previous != last:
        return (
            f"{unescaped(row.id)!r} does not follow from the one before: something was removed, inserted or reordered"
        )
    event = json.loads(row.body)
    return "" if (escaped(event["id"]), event["kind"]) == (row.id, row.kind) else "its columns were altered"


def _message_faults(connection: Connection, key: bytes, trace: int, head: Head) -> Iterator[Fault]:
    """The first message that is not where it was; then altered texts, and ones nobody wrote."""
    last, ordinal = origin(key, head.trace), -1
    placed: dict[str, int] = {}
    rows = connection.execute(select(ITEMS).where(ITEMS.c.trace == trace).order_by(ITEMS.c.ordinal))
    for ordinal, row in enumerate(rows):
        placed.setdefault(row.digest, ordinal)
        if row.ordinal != ordinal:
            yield Fault(head.trace, f"message {ordinal}", f"it is missing, {row.ordinal} follows")
            return
        last = link(key, last, place_text(ordinal, Place(row.branch, row.base, row.idx, row.digest)))
    if (ordinal + 1, last) != (head.items, head.last_item):
        yield Fault(head.trace, f"message {ordinal + 1}", f"the order was altered: {head.items} messages were written")
        return
    for digest, body in connection.execute(select(MESSAGES.c.digest, MESSAGES.c.body).where(MESSAGES.c.trace == trace)):
        at = placed.pop(digest, None)
        if at is None:
            yield Fault(head.trace, "messages", f"{digest[:12]} was inserted")
        elif message_digest(key, head.trace, body) != digest:
            yield Fault(head.trace, f"message {at}", "its text was altered")
    for at in placed.values():
        yield Fault(head.trace, f"message {at}", "its text is missing")


def _strays(connection: Connection) -> list[Fault]:
    """Rows that belong to no trace."""
    known = select(TRACES.c.id)
    tables = (EVENTS, CLAIMS, MESSAGES, ITEMS)
    found = [t for t in tables if connection.execute(select(t.c.trace).where(t.c.trace.not_in(known)).limit(1)).first()]
    return [Fault("", table.name, "it has rows of traces that are not there") for table in found]
