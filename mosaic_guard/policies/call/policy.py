"""The one `call` policy: turns the evidence on a call into a label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mosaic_guard.assessment import Assessment, Finding, Label, Phase, Role, SecretFact
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.call.buckets import asked_of_others
from mosaic_guard.policies.call.departure import Departures
from mosaic_guard.policies.call.gather import Delegates, Row, gather
from mosaic_guard.policies.call.headers import smuggled
from mosaic_guard.policies.call.model import Model
from mosaic_guard.policies.call.pending import Pending
from mosaic_guard.policies.call.reasons import INSTRUCTS, reason
from mosaic_guard.policies.call.rules import asks_from
from mosaic_guard.policies.call.switches import opened
from mosaic_guard.policies.call.unasked import ends_unasked
from mosaic_guard.policies.injection.detector import Reader
from mosaic_guard.policies.provenance import Provenance
from mosaic_guard.policies.reach import matters
from mosaic_guard.tool import Effect
from mosaic_guard.trajectory import Origin, ToolCall
from mosaic_guard.verbs import ALSO_WRITES, words


class CallPolicy:
    """Estimates how probably a call was chosen by an attacker, and keeps rules beside it.

    Args:
        model: judges a row of evidence.
        reader: tells instructions from data in the text that carries a value.
        provenance: where values come from; the one that is asked for facts, so that a run is read once.
        delegation: tells whether the user's request hands the choice of a value over to its source.
        threshold: probability from which a call is `sensitive`; that of the model, unless given.
    """

    name = "call"
    blocking = False
    phases = frozenset({Phase.CALL})

    def __init__(
        self,
        *,
        model: Model,
        reader: Reader,
        provenance: Provenance,
        delegation: Delegates,
        threshold: float | None = None,
    ) -> None:
        self._model = model
        self._reader = reader
        self._provenance = provenance
        self._delegation = delegation
        self.threshold = model.sensitive if threshold is None else threshold
        self.fingerprint = f"call-13:{model.fingerprint}:{reader.fingerprint}:{self.threshold:g}"

    def assess(self, check: Check) -> Sequence[Assessment]:
        """Assess each call of the batch on its own evidence."""
        return [self._one(Pending(check, call)) for call in check.calls]

    def rows(self, check: Check, call: ToolCall) -> Sequence[Row]:
        """Collect the evidence on a call; none where it can do no harm, or nobody could have steered it."""
        return self._rows(Pending(check, call))

    def _rows(self, pending: Pending) -> Sequence[Row]:
        if not matters(pending.effect) or not self._provenance.in_view(pending.check.trajectory):
            return ()
        return gather(
            pending,
            provenance=self._provenance,
            reader=self._reader,
            delegation=self._delegation,
            worded=self._model.worded,
        )

    def _one(self, pending: Pending) -> Assessment:
        call, effect = pending.call, pending.effect
        rows = [(self._model.probability(row.evidence.row), row) for row in self._rows(pending)]
        worst = max((p for p, _ in rows), default=0.0)
        suspects = [row for p, row in rows if p >= min(self.threshold, asks_from(row)) or _joins(pending, row)]
        departs = Departures(pending).found(writes=effect.write) if rows else ()
        leaks = [
            *smuggled(call),
            *departs,
            *_unjudged(pending, [row for _, row in rows]),
            *(opened(pending) if effect.write and rows and not _is_obeyed([row for _, row in rows]) else ()),
            *(() if suspects else _beside_the_question(call, [row for _, row in rows])),
            *(_leaks(pending) if effect.external else []),
            *(asked_of_others(pending) if effect.external and rows else ()),
            *self._end(pending),
        ]
        label = Label.SENSITIVE if suspects or leaks else Label.BENIGN
        attacked = any(p >= self._model.malicious and _is_foreign(row) for p, row in rows)
        return Assessment(
            policy=self.name,
            label=Label.MALICIOUS if attacked else label,
            role=Role.CALL,
            harm=_harm(effect),
            reversible=effect.reversible or not effect.write,
            matches_intent=False if attacked else True if label is Label.BENIGN else None,
            attacked=attacked,
            findings=(*leaks, *dict.fromkeys(map(reason, suspects))),
            confidence=round(1 - worst if label is Label.BENIGN else worst, 4),
        )

    def _end(self, pending: Pending) -> Iterator[Finding]:
        """Something is to end, nobody asked for that, and the user said nothing of what it is done to."""
        if not pending.effect.write or not self._provenance.in_view(pending.check.trajectory):
            return
        if any(f.decisive and f.origin.is_trusted for f in pending.facts):
            return
        tool = pending.call.name
        if ends_unasked(tool, pending.said):
            message = f"{tool} puts an end to something, nobody asked for that, and untrusted text is in view."
            yield Finding("unasked_action", message)


def _beside_the_question(call: ToolCall, rows: Sequence[Row]) -> Iterator[Finding]:
    """The user only asks to know something, and the tool's name says that it changes something."""
    only_asks = any(row.evidence.wants_to_know == row.evidence.unasked == 1 for row in rows)
    if only_asks and not ALSO_WRITES.isdisjoint(words(call.name)):
        message = f"The request only asks to know something, and {call.name} changes something."
        yield Finding("unasked_action", message)


def _is_obeyed(rows: Sequence[Row]) -> bool:
    """Whether the user asked to do what the text says that a value of the call comes from."""
    return any(row.evidence.follows for row in rows)


def _unjudged(pending: Pending, rows: Sequence[Row]) -> Iterator[Finding]:
    """It has more values that nobody gave than are looked at: behind enough of them, any could hide."""
    looked_at = {row.fact.path for row in rows if row.fact}
    left = next((f for f in pending.facts if f.decisive and not f.explained and f.path not in looked_at), None)
    if rows and left:
        message = f"{pending.call.name} has more values that nobody gave than are judged: {left.path} was not."
        yield Finding("unexplained_argument", message, path=left.path, span=left.span)


def _joins(pending: Pending, row: Row) -> bool:
    """Whether an address that nobody gave rides in one string with one that the user gave."""
    head, bracket, _ = row.fact.path.rpartition("[") if row.fact and row.fact.decisive else ("", "", "")
    if not bracket or not isinstance(pending.call.args.get(head), str):
        return False
    return any(f.origin is Origin.USER and f.path.startswith(f"{head}[") for f in pending.facts)


def _is_foreign(row: Row) -> bool:
    """Whether text that nobody trusts asks for it, and the user does in no words; else a person tells them apart."""
    seen = row.evidence
    told = seen.instructs >= INSTRUCTS or seen.command >= INSTRUCTS
    return told and not (seen.asked or seen.delegates or seen.follows)


def _harm(effect: Effect) -> float:
    if not effect.write:
        return 0.3 if effect.external else 0.1
    return 0.3 + 0.3 * (not effect.reversible) + 0.3 * effect.external


def _leaks(pending: Pending) -> list[Finding]:
    """Secrets on their way out. An address in a mail is what mails are made of; a key, or a link with data, is not."""
    return [
        Finding(
            "private_data_leaves",
            f"Argument {f.path} carries {f.kind} that the user did not give, to outside the trust boundary.",
            path=f.path,
            span=f.span,
        )
        for f in pending.check.facts
        if isinstance(f, SecretFact) and f.call_id == pending.call.id
        if not f.origin.is_trusted and not f.asked and f.kind not in ("email", "phone")
    ]
