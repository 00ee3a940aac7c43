"""The one `call` policy: turns the evidence on a call into a label."""

from __future__ import annotations

from collections.abc import Sequence

from mosaic_guard.assessment import Assessment, Finding, Label, Phase, Role, SecretFact
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.call.gather import Delegates, Row, gather
from mosaic_guard.policies.call.model import Model
from mosaic_guard.policies.call.reasons import INSTRUCTS, reason
from mosaic_guard.policies.injection.detector import Reader
from mosaic_guard.policies.provenance import Provenance
from mosaic_guard.tool import Effect
from mosaic_guard.trajectory import ToolCall


class CallPolicy:
    """Estimates how probably a call was chosen by an attacker, and keeps the rules that no estimate loosens.

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
        self.fingerprint = f"call-2:{model.fingerprint}:{reader.fingerprint}:{self.threshold:g}"

    def assess(self, check: Check) -> Sequence[Assessment]:
        """Assess each call of the batch on its own evidence."""
        return [self._one(check, call) for call in check.calls]

    def rows(self, check: Check, call: ToolCall) -> Sequence[Row]:
        """Collect the evidence on a call; none where it can do no harm, or nobody could have steered it."""
        effect = _effect(check, call)
        if not (effect.write or effect.external) or not self._provenance.in_view(check.trajectory):
            return ()
        return gather(check, call, provenance=self._provenance, reader=self._reader, delegation=self._delegation)

    def _one(self, check: Check, call: ToolCall) -> Assessment:
        effect = _effect(check, call)
        rows = [(self._model.probability(row.evidence.row), row) for row in self.rows(check, call)]
        worst = max((p for p, _ in rows), default=0.0)
        suspects = [row for p, row in rows if p >= self.threshold or must_ask(row)]
        leaks = _leaks(check, call) if effect.external else []
        label = Label.SENSITIVE if suspects or leaks else Label.BENIGN
        attacked = worst >= self._model.malicious and any(_is_told(row) for row in suspects)
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


def must_ask(row: Row) -> bool:
    """Whether a person decides, whatever the estimate: a new payee, address or host, or a value made of nothing."""
    seen = row.evidence
    if row.fact is None or not row.fact.decisive:
        return False
    if seen.nowhere:
        return bool(seen.external or seen.irreversible)
    if not (seen.payee or seen.address or seen.place) or seen.known or not seen.write:
        return False
    return not (seen.linked > seen.rival or seen.delegates)


def _is_told(row: Row) -> bool:
    return row.evidence.instructs >= INSTRUCTS or row.evidence.command >= INSTRUCTS


def _effect(check: Check, call: ToolCall) -> Effect:
    spec = check.specs.get(call.name)
    return spec.effect if spec else Effect()


def _harm(effect: Effect) -> float:
    if not effect.write:
        return 0.3 if effect.external else 0.1
    return 0.3 + 0.3 * (not effect.reversible) + 0.3 * effect.external


def _leaks(check: Check, call: ToolCall) -> list[Finding]:
    """Secrets on their way out. An address in a mail is what mails are made of; a key, or a link with data, is not."""
    return [
        Finding(
            "private_data_leaves",
            f"Argument {f.path} carries {f.kind} that the user did not give, to outside the trust boundary.",
            path=f.path,
            span=f.span,
        )
        for f in check.facts
        if isinstance(f, SecretFact) and f.call_id == call.id
        if not f.origin.is_trusted and not f.asked and f.kind not in ("email", "phone")
    ]
