"""Events as text: what is hashed, what is stored, and how it is read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mosaic_guard.canonical import canonical_json
from mosaic_guard.traces.events import Event, EventKind, StoredEvent
from mosaic_guard.traces.redaction import Redactor
from mosaic_guard.trajectory import JSON, RunId

_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)


def spell(value: JSON) -> str:
    """Canonical JSON, fast: what the C encoder can't take as it is goes the careful way."""
    try:
        return _ENCODER.encode(value)
    except (TypeError, ValueError, RecursionError):
        return canonical_json(value)


@dataclass(frozen=True, slots=True)
class Draft:
    """An event as it was when it was handed over; later changes to its payload don't reach it."""

    id: str
    kind: str
    trace: str
    time: float
    subject: str
    text: str
    is_claim: bool

    @classmethod
    def of(cls, event: Event, *, is_claim: bool = False) -> Draft:
        """Take a snapshot."""
        run = event.run
        fields: dict[str, JSON] = {
            "id": event.id,
            "kind": event.kind.value,
            "thread": run.thread,
            "namespace": run.namespace,
            "agent": run.agent,
            "time": event.time,
            "subject": event.subject,
            "payload": event.payload,
        }
        if is_claim:
            fields["claim"] = True
        return cls(event.id, event.kind.value, run.trace, event.time, event.subject, spell(fields), is_claim)

    def redacted(self, redactor: Redactor) -> str:
        """The text to store."""
        fields = json.loads(self.text)
        payload = redactor.redact(fields["payload"], self.trace)
        return self.text if payload is fields["payload"] else spell({**fields, "payload": payload})


def stored_event(seq: int, body: str, previous: str, digest: str) -> StoredEvent:
    """Read an event back from its row."""
    fields: Mapping[str, Any] = json.loads(body)
    event = Event(
        id=fields["id"],
        kind=EventKind(fields["kind"]),
        run=RunId(fields["thread"], fields["namespace"], fields["agent"]),
        time=fields["time"],
        subject=fields["subject"],
        payload=fields["payload"],
    )
    return StoredEvent(event, seq, previous, digest)
