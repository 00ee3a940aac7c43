"""The record of a run: six kinds of event, append-only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mosaic_guard.trajectory import JSON, RunId


class EventKind(StrEnum):
    """What an event says."""

    DECIDED = "decided"
    """A check was answered: assessments, facts, fingerprints, latency."""
    ASKED = "asked"
    """An approver was shown a request."""
    ANSWERED = "answered"
    """An approver (or a time-out) answered it."""
    STARTED = "started"
    """The effect is about to happen: unique per call key."""
    FINISHED = "finished"
    """It happened, or raised; the delivered output is in the trajectory."""
    TRIED = "tried"
    """What policies that are only tried out said of something that was decided."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. Times are seconds since the epoch, UTC."""

    id: str
    kind: EventKind
    run: RunId
    time: float
    subject: str = ""
    """What it is about: the key of a call, with the attempt where one is meant, or the digest of what was checked."""
    payload: Mapping[str, JSON] = field(default_factory=dict)
    """JSON; what each kind holds is documented in docs/traces.md."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event with its place in the chain of its trace."""

    event: Event
    seq: int
    """0, 1, 2 … within the trace."""
    previous: str
    """Hash of the event before it, or of the trace's name for the first."""
    hash: str
    """HMAC-SHA-256 over `previous` and the canonical JSON of the redacted event."""
