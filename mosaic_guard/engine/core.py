"""What every part of a guard shares: who assesses, where it is recorded, and the settings in force."""

from __future__ import annotations

import itertools
import logging
import os
import uuid
import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from mosaic_guard.approval import GrantTerms
from mosaic_guard.assessment import Fact, Phase
from mosaic_guard.decision import Action, Decision
from mosaic_guard.engine.cascade import Cascade
from mosaic_guard.engine.run import Run
from mosaic_guard.engine.shadow import Said, Shadow
from mosaic_guard.engine.steps import Steps
from mosaic_guard.errors import TraceError
from mosaic_guard.extensions import Extensions
from mosaic_guard.locks import Lock
from mosaic_guard.policies.base import Check
from mosaic_guard.protocol import PROTOCOL_VERSION
from mosaic_guard.traces.base import TraceStore
from mosaic_guard.traces.encoding import to_json
from mosaic_guard.traces.events import Event, EventKind, StoredEvent
from mosaic_guard.trajectory import JSON, ToolOutput, Trajectory

_log = logging.getLogger(__name__)
_UNREADABLE: Final = "a run's record can't be read trace=%s error=%s"

Mode = Literal["enforce", "monitor"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers and switches of a guard."""

    mode: Mode = "enforce"
    on_error: Literal["refuse", "verify"] = "refuse"
    refusals_per_intent: int = 3
    """So many refusals of the same intent end the run."""
    asks_per_run: int = 5
    asks_per_source: int = 5
    approvers: Callable[[str], tuple[str, ...]] = lambda _tool: ()
    """Who may approve the calls of a tool; nobody named: anyone the server lets through."""
    max_grant: GrantTerms = field(default_factory=lambda: GrantTerms(minutes=15, uses=5))
    """The longest and widest grant a person may give."""
    skipped: frozenset[Phase] = frozenset()
    """Checks that the configuration turns off: what they would look at passes, and the record says so."""
    fingerprint: str = ""
    """Of the configuration."""


@dataclass(frozen=True, slots=True)
class Cleaners:
    """How what a check found is cut out."""

    output: Callable[[ToolOutput, Iterable[Fact]], ToolOutput | None]
    """None: it can't be cleaned, so it is withheld."""
    answer: Callable[[str, Iterable[Fact]], str]


class Core:
    """The shared state of one guard; thread-safe."""

    def __init__(
        self,
        *,
        cascade: Cascade,
        shadow: Shadow,
        store: TraceStore,
        settings: Settings,
        clock: Callable[[], float],
        cleaners: Cleaners,
        extensions: Extensions,
    ) -> None:
        self.cascade = cascade
        self.shadow = shadow
        self.store = store
        self.settings = settings
        self.clock = clock
        self.cleaners = cleaners
        self._extensions = extensions
        self.is_observed = extensions.observes
        self._is_collected = extensions.collects
        self.fingerprint = cascade.fingerprint
        self._runs: weakref.WeakKeyDictionary[Trajectory, Run] = weakref.WeakKeyDictionary()
        self._lock = Lock()
        # One draw of randomness for all ids of this guard: asking the system for each is slow. The process id keeps
        # the ids of a forked child apart.
        self._prefix = f"{uuid.uuid4().hex}-"
        self._numbers = itertools.count()

    def run_of(self, trajectory: Trajectory) -> Run:
        """Find or start the run of a trajectory."""
        run = self._runs.get(trajectory)
        if run is not None:
            return run
        with self._lock:
            return self._runs.setdefault(trajectory, Run(trajectory))

    def catch_up(self, run: Run, *, again: bool = False) -> Steps[None]:
        """Fold in what the store holds of this trace: once, or `again` when other processes may have written.

        What can't be read is tried again at every check; until then no call of the run passes.
        """
        if run.loaded and not again:
            return
        try:
            stored = yield self.store.events(run.trajectory.id, since=run.ledger.next_seq, known=run.ledger.known)
        except TraceError as error:
            if not run.unread:
                _log.error(_UNREADABLE, run.trajectory.id.trace, error)
            run.unread, run.loaded = str(error), False
            return
        namespace = run.trajectory.id.namespace
        with run.lock:
            for entry in stored:
                if entry.event.run.namespace == namespace:  # thread `a/b` has the same trace as namespace `b` of `a`
                    run.ledger.apply(entry.event)
                run.ledger.next_seq = max(run.ledger.next_seq, entry.seq + 1)
            run.unread, run.loaded = "", True

    def relayed(self, run: Run) -> Steps[frozenset[str] | None]:
        """Name the human messages that the store knows to be no user's words; None where it can't be read."""
        try:
            named: frozenset[str] = yield self.store.relayed(run.trajectory.id)
        except TraceError as error:
            if not run.trajectory.unread:
                _log.error(_UNREADABLE, run.trajectory.id.trace, error)
            return None
        return named

    def event(self, run: Run, kind: EventKind, subject: str, payload: Mapping[str, JSON]) -> Event:
        """Make an event of now."""
        id = f"{self._prefix}{os.getpid():x}-{next(self._numbers):x}"
        return Event(id, kind, run.trajectory.id, self.clock(), subject, payload)

    def record(self, run: Run, *events: Event) -> Future[None]:
        """Hand events to the store, and fold them into the ledger."""
        with run.lock:
            for event in events:
                run.ledger.apply(event)
                self._collect(event)
            return self.store.append(events, run.trajectory)

    def try_out(self, run: Run, check: Check, facts: tuple[Fact, ...], subjects: Sequence[str]) -> None:
        """Ask the policies that are only tried out, behind the answer; what they say is recorded when they say it."""
        if check.phase in self.settings.skipped or not self.shadow.is_asked(check.phase):
            return
        about: dict[str, JSON] = {"phase": str(check.phase)}
        if check.output is not None:
            about |= {"call_id": check.output.call_id, "tool": check.output.name}
        calls = [{"call_id": call.id, "tool": call.name} for call in check.calls] or [{}] * check.subjects

        def record(said: Said) -> None:
            events = [
                self.event(run, EventKind.TRIED, subject, {**about, **call, "shadow": [to_json(a) for a in opinions]})
                for subject, call, opinions in zip(subjects, calls, said, strict=True)
                if opinions
            ]
            if events:
                self.record(run, *events)

        self.shadow.ask(replace(check, facts=facts), record)

    def claim(self, run: Run, event: Event) -> Steps[bool]:
        """Store an event that may happen once; see `claimed`."""
        return self.claimed(run, event, self.store.claim(event))

    def claimed(self, run: Run, event: Event, stored: Future[StoredEvent | None]) -> Steps[bool]:
        """Wait for a claim of this event: whether it is the first; the ledger then holds the one that is.

        Raises:
            TraceError: it can't be stored.
        """
        earlier = yield stored
        with run.lock:
            run.ledger.apply(event if earlier is None else earlier.event)
        if earlier is None:
            self._collect(event)
        return earlier is None

    def fingerprints(self, run: Run) -> dict[str, str]:
        """Say under which policy, configuration, tools and protocol of a served model a decision was made."""
        own = {"policy": self.fingerprint, "config": self.settings.fingerprint}
        return {**own, "toolset": run.tools.fingerprint, "protocol": PROTOCOL_VERSION}

    def enforced(self, decision: Decision) -> Decision:
        """Let everything pass in monitor mode, saying what would have happened."""
        if self.settings.mode == "enforce" or decision.action is Action.ACT:
            return decision
        return replace(decision, action=Action.ACT, monitored=decision.action)

    def _collect(self, event: Event) -> None:
        if self._is_collected:
            self._extensions.event(event)

    def observe(self, decision: Decision, check: Check) -> None:
        """Tell observers; one that raises changes nothing."""
        if self.is_observed:
            self._extensions.decided(decision, check)
