"""Events as they are stored, and read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mosaic_guard.errors import TraceError
from mosaic_guard.traces.events import Event, EventKind, StoredEvent
from mosaic_guard.traces.redaction.redactor import Record, Redactor
from mosaic_guard.trajectory import JSON, RunId

_LONGEST_NAME = 400
"""Characters; longer ones fit no database's index once they are escaped."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event as it was when it was handed over; later changes to its payload don't reach it."""

    id: str
    kind: str
    trace: str
    time: float
    subject: str
    record: Record

    @classmethod
    def of(cls, event: Event, redactor: Redactor, *, is_claim: bool = False) -> Draft:
        """Take a snapshot."""
        run, trace, kind = event.run, event.run.trace, str(event.kind)
        fields: dict[str, JSON] = {
            "id": event.id,
            "kind": kind,
            "thread": run.thread,
            "namespace": run.namespace,
            "agent": run.agent,
            "time": event.time,
            "subject": event.subject,
            "payload": event.payload,
        }
        if is_claim:
            fields["claim"] = True
        for name in (trace, event.id, event.subject):
            check_name(name)
        record = redactor.record(fields, within=event.payload)
        return cls(event.id, kind, trace, event.time, event.subject, record)


def check_name(name: str) -> None:
    """Refuse names that could not be found again."""
    if len(name) > _LONGEST_NAME:
        msg = (
            f"{name[:40]!r}… is {len(name)} characters long; names of threads and events have {_LONGEST_NAME} at most."
        )
        raise TraceError(msg)


def stored_event(seq: int, body: str, previous: str, digest: str) -> StoredEvent:
    """Read an event back from its row."""
    return event_from_json({**json.loads(body), "seq": seq, "previous": previous, "hash": digest})


def event_to_json(stored: StoredEvent) -> dict[str, JSON]:
    """Spell a stored event as one flat object."""
    event, run = stored.event, stored.event.run
    return {
        "seq": stored.seq,
        "id": event.id,
        "kind": event.kind.value,
        "thread": run.thread,
        "namespace": run.namespace,
        "agent": run.agent,
        "time": event.time,
        "subject": event.subject,
        "payload": event.payload,
        "previous": stored.previous,
        "hash": stored.hash,
    }


def event_from_json(fields: Mapping[str, Any]) -> StoredEvent:
    """Read such an object back."""
    event = Event(
        id=fields["id"],
        kind=EventKind(fields["kind"]),
        run=RunId(fields["thread"], fields["namespace"], fields["agent"]),
        time=fields["time"],
        subject=fields["subject"],
        payload=fields["payload"],
    )
    return StoredEvent(event, fields["seq"], fields["previous"], fields["hash"])
