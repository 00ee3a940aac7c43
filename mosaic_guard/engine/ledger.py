"""What was decided, asked, answered and started in one trace: folded from its events, so that the store decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from mosaic_guard.approval import Place
from mosaic_guard.assessment import Label
from mosaic_guard.decision import Action
from mosaic_guard.engine.records import counts, lasts
from mosaic_guard.traces.events import Event, EventKind
from mosaic_guard.trajectory import JSON


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """A decision on one call, as later checks need it."""

    action: Action
    fingerprint: str
    payload: Mapping[str, JSON]


@dataclass(frozen=True, slots=True)
class Grant:
    """A person's leave to repeat a call: same tool, same decisive values, for a while."""

    id: str
    values: str
    approver: str
    given: float
    expires: float
    uses: int
    fingerprint: str
    """Of policy, config and specs; a change ends the grant."""


@dataclass(slots=True)
class Ledger:
    """The state of one trace. `apply` is the only thing that changes it."""

    next_seq: int = 0
    decisions: dict[str, RecordedDecision] = field(default_factory=dict)
    asked: dict[str, Mapping[str, JSON]] = field(default_factory=dict)
    """By request id."""
    rounds: dict[Place, list[str]] = field(default_factory=dict)
    """The request ids of what was asked together last, by where it was asked."""
    answers: dict[str, Mapping[str, JSON]] = field(default_factory=dict)
    """By request id; the first answer counts."""
    started: dict[str, list[Event]] = field(default_factory=dict)
    """By call key: every attempt."""
    paused: Counter[str] = field(default_factory=Counter)
    """By call key: attempts that did nothing yet, since they stopped to ask somebody or were cancelled before."""
    finished: dict[str, Event] = field(default_factory=dict)
    """By call key: the last outcome."""
    refusals: Counter[str] = field(default_factory=Counter)
    """By intent."""
    rejected: set[str] = field(default_factory=set)
    """Intents a person said no to."""
    asks_by_source: Counter[str] = field(default_factory=Counter)
    grants: dict[str, Grant] = field(default_factory=dict)
    grant_uses: Counter[str] = field(default_factory=Counter)
    prompt: Label = Label.BENIGN
    """Label of the prompt of the current turn."""
    known: set[str] = field(default_factory=set)
    """Ids of the events that are folded in."""

    @property
    def asks(self) -> int:
        """How many requests this trace has made of people."""
        return len(self.asked)

    def attempt(self, key: str) -> int:
        """How often the call was started, not counting what only paused."""
        return self.starts(key) - self.paused[key]

    def starts(self, key: str) -> int:
        """How often the call was started."""
        return len(self.started.get(key, ()))

    def is_refused(self, key: str) -> bool:
        """Whether the call's refusal is counted already."""
        recorded = self.decisions.get(key)
        return recorded is not None and counts(recorded.payload)

    def apply(self, event: Event) -> None:
        """Fold in what happened next; an event that is known already changes nothing."""
        if event.id not in self.known:
            self.known.add(event.id)
            _APPLY[event.kind](self, event)

    def _decided(self, event: Event) -> None:
        payload = event.payload
        action = Action[str(payload["action"]).upper()]
        if payload["phase"] == "prompt":
            self.prompt = Label(payload["label"])
            return
        if payload["phase"] != "call":
            return
        known = self.decisions.get(event.subject)
        if lasts(payload) and (known is None or action >= known.action):
            self.decisions[event.subject] = RecordedDecision(action, str(payload["fingerprints"]["policy"]), payload)
        if counts(payload):
            self.refusals[str(payload["intent"])] += 1

    def _asked(self, event: Event) -> None:
        if event.subject not in self.asked:
            self.asks_by_source.update(event.payload.get("sources", ()))
        self.asked.setdefault(event.subject, event.payload)
        if "step" in event.payload:
            place = Place(str(event.payload["step"]), int(event.payload["index"]))
            known = self.rounds.get(place, []) if event.payload["round"] != event.subject else []
            self.rounds[place] = [*known, event.subject]

    def _answered(self, event: Event) -> None:
        payload = event.payload
        if self.answers.setdefault(str(payload["request_id"]), payload) is not payload:
            return
        if "used_grant" in payload:
            self.grant_uses[str(payload["used_grant"])] += 1
            return
        intent = str(payload["intent"])
        if payload["decision"] not in ("approve", "edit"):
            self.rejected.add(intent)
        elif terms := payload.get("grant"):
            self.grants[event.id] = Grant(
                id=event.id,
                values=str(payload.get("values", "")),
                approver=str(payload["approver"]),
                given=event.time,
                expires=event.time + 60 * float(terms["minutes"]),
                uses=int(terms["uses"]),
                fingerprint=str(payload["fingerprint"]),
            )

    def _started(self, event: Event) -> None:
        attempts = self.started.setdefault(str(event.payload["call_key"]), [])
        attempts.append(event)

    def _finished(self, event: Event) -> None:
        if event.payload.get("outcome") in ("paused", "cancelled"):
            self.paused[event.subject] += 1
        else:
            self.finished[event.subject] = event


_APPLY: Final[Mapping[EventKind, Callable[[Ledger, Event], None]]] = MappingProxyType(
    {
        EventKind.DECIDED: Ledger._decided,
        EventKind.ASKED: Ledger._asked,
        EventKind.ANSWERED: Ledger._answered,
        EventKind.STARTED: Ledger._started,
        EventKind.FINISHED: Ledger._finished,
        EventKind.TRIED: lambda _ledger, _event: None,  # changes nothing
    }
)
