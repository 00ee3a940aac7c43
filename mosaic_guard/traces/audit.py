"""The safety log: one record per state-changing call, read from the events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mosaic_guard.traces.base import TraceStore
from mosaic_guard.traces.events import EventKind, StoredEvent
from mosaic_guard.trajectory import JSON, RunId


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """What became of one call that may change something. Secrets are replaced, as everywhere in the store."""

    time: float
    """When it was first decided on."""
    trace: str
    call_id: str
    tool: str
    args: Mapping[str, JSON]
    harm: float
    """The worst any policy saw in it, 0 to 1."""
    reversible: bool
    matches_intent: bool | None
    """Whether it is what the user wants; False as soon as one policy says so, None when none could tell."""
    safety_thoughts: str
    label: str
    decision: str
    """`act`, `verify` or `refuse`: what the policies decided at last."""
    settled: str
    """What came of it, with budgets and answers."""
    approver: str
    """Who answered, where somebody was asked."""
    answer: str
    outcome: str
    """`ok`, `error`, `paused`, `cancelled` (before it ran), `unknown` (started, nothing known since), or `not run`."""
    error: str


def audit(store: TraceStore, trace: str | None = None) -> Iterator[AuditRecord]:
    """Give the records of one trace, or of all, in the order of the first decisions."""
    for name in store.traces() if trace is None else [trace]:
        yield from audited(name, store.events(RunId(name)).result())


def audited(trace: str, events: Iterable[StoredEvent]) -> Iterator[AuditRecord]:
    """Give the records of one trace from its events."""
    calls: dict[str, _Call] = {}
    for stored in events:
        event = stored.event
        if event.kind is EventKind.DECIDED and _changes_something(event.payload):
            call = calls.setdefault(event.subject, _Call(event.time))
            call.decided = event.payload
            call.opinions += event.payload.get("assessments", ())
        elif event.kind is EventKind.ANSWERED:
            key = str(event.payload.get("request_id", "")).rpartition("#")[0]
            if key in calls:
                calls[key].answered = event.payload
        elif event.kind is EventKind.STARTED and (key := str(event.payload.get("call_key", ""))) in calls:
            calls[key].outcome = "unknown"
        elif event.kind is EventKind.FINISHED and event.subject in calls:
            calls[event.subject].outcome = str(event.payload.get("outcome", "unknown"))
            calls[event.subject].error = str(event.payload.get("error") or "")
    for call in calls.values():
        yield call.record(trace)


def _changes_something(payload: Mapping[str, JSON]) -> bool:
    """A call whose effect nobody knows counts as one that does."""
    return payload.get("phase") == "call" and bool((payload.get("effect") or {}).get("write", True))


@dataclass(slots=True)
class _Call:
    time: float
    decided: Mapping[str, JSON] = field(default_factory=dict)
    opinions: list[Mapping[str, JSON]] = field(default_factory=list)
    """From every decision on it: one that only adds a person's answer holds none."""
    answered: Mapping[str, JSON] = field(default_factory=dict)
    outcome: str = "not run"
    error: str = ""

    def record(self, trace: str) -> AuditRecord:
        said, opinions = self.decided, self.opinions
        intents = {a["matches_intent"] for a in opinions}
        return AuditRecord(
            time=self.time,
            trace=trace,
            call_id=str(said.get("call_id", "")),
            tool=str(said.get("tool", "")),
            args=said.get("args", {}),
            harm=max((float(a["harm"]) for a in opinions), default=0.0),
            reversible=bool((said.get("effect") or {}).get("reversible")),
            matches_intent=False if False in intents else True if True in intents else None,
            safety_thoughts="\n\n".join(dict.fromkeys(a["safety_thoughts"] for a in opinions if a["safety_thoughts"])),
            label=str(said.get("label", "")),
            decision=str(said.get("action", "")),
            settled=str(said.get("settled", said.get("action", ""))),
            approver=str(self.answered.get("approver", "")),
            answer=str(self.answered.get("decision", "")),
            outcome=self.outcome,
            error=self.error,
        )
