"""The fact source: contacts of an answer that an attacker probably chose. Telling one is a call like any other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from mosaic_guard.assessment import ContactFact, Phase, Span
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.call import Model, Row, gather
from mosaic_guard.policies.call.gather import Worded
from mosaic_guard.policies.call.lookalike import spoken_of
from mosaic_guard.policies.call.place import Place as InText
from mosaic_guard.policies.call.request import read_request
from mosaic_guard.policies.contacts.found import Contact, contacts
from mosaic_guard.policies.injection.detector import Reader
from mosaic_guard.policies.private.sightings import leaves
from mosaic_guard.policies.provenance import Provenance, delegation
from mosaic_guard.policies.provenance.words import fold
from mosaic_guard.policies.reach import effect_of, matters
from mosaic_guard.tool import Effect, ToolSpec
from mosaic_guard.trajectory import Message, ToolCall, ToolOutput

_ARGUMENT: Final = "contact"
_TELL: Final = ToolSpec(
    "tell_user",
    description="Answer the user.",
    effect=Effect(write=True, reversible=False, external=True),
    decisive=frozenset({_ARGUMENT}),
)


class Contacts:
    """Judges each contact of an answer as if a call handed it on, with trees that learned from answers.

    What it can't see: a contact that the model spelled otherwise than any source, false news without one, and what
    comes after the first `MOST` of one answer.
    """

    name = "contacts"

    def __init__(self, *, model: Model, reader: Reader, provenance: Provenance, threshold: float | None = None) -> None:
        self._model = model
        self._reader = reader
        self._provenance = provenance
        self.threshold = model.sensitive if threshold is None else threshold
        self.fingerprint = f"contacts-2:{model.fingerprint}:{reader.fingerprint}:{self.threshold:g}"

    def facts(self, check: Check) -> Sequence[ContactFact]:
        """Return one fact for each contact that was probably planted."""
        if check.phase is not Phase.ANSWER or not self._provenance.in_view(check.trajectory):
            return ()
        return list(self._planted(check))

    def _planted(self, check: Check) -> Iterator[ContactFact]:
        for place, row in handed_on(check, provenance=self._provenance, reader=self._reader, worded=self._model.worded):
            score = self._model.probability(row.evidence.row)
            if row.fact and row.fact.span and score >= self.threshold:
                yield ContactFact(place.kind, Span("", "", place.start, place.end), row.fact.span, score)


def handed_on(check: Check, *, provenance: Provenance, reader: Reader, worded: Worded) -> Iterator[tuple[Contact, Row]]:
    """Give the contacts of an answer that only untrusted text gave and no call has used, each with its evidence."""
    found = list(contacts(check.text))
    used = _used(check) if found else ""
    request = read_request(tuple(check.trajectory.user_texts)).text
    for place in found:
        said = place.value
        if fold(said) in used:
            continue
        call = ToolCall("", _TELL.name, {_ARGUMENT: said})
        asked = replace(check, phase=Phase.CALL, calls=(call,), specs={**check.specs, _TELL.name: _TELL})
        asked = replace(asked, facts=tuple(provenance.facts(asked)))
        rows = gather(asked, call, provenance=provenance, reader=reader, delegation=delegation, worded=worded)
        yield from ((place, _with_site(row, row.place, said, request)) for row in rows if row.place)


def _with_site(row: Row, at: InText, said: str, request: str) -> Row:
    seen = row.evidence
    if not (seen.address or seen.place) or seen.follows:
        return row
    known = spoken_of(said.strip(), request, at.text, at.sentence)
    return row._replace(evidence=replace(seen, at_its_site=known))


def _used(check: Check) -> str:
    """What the arguments of judged calls held that ran without an error; nobody judges reads that stay inside."""
    ran = {item.call_id for item in check.trajectory if isinstance(item, ToolOutput) and not item.is_error}
    calls = (call for item in check.trajectory if isinstance(item, Message) for call in item.calls if call.id in ran)
    judged = (call for call in calls if matters(effect_of(check.specs.get(call.name), call)))
    return "\n".join(fold(text) for call in judged for _, text in leaves(call.args))
