"""The fact source: contacts of an answer that an attacker probably chose. Telling one is a call like any other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple

from mosaic_guard.assessment import ArgumentFact, ContactFact, Phase, Span
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.call import Model, Pending, Row, gather
from mosaic_guard.policies.call.gather import Worded
from mosaic_guard.policies.call.place.lookalike import spoken_of
from mosaic_guard.policies.call.request import read_request
from mosaic_guard.policies.contacts.found import Contact, contacts
from mosaic_guard.policies.contacts.key import key
from mosaic_guard.policies.contacts.known import Known, read
from mosaic_guard.policies.injection.detector import Reader
from mosaic_guard.policies.private.sightings import leaves
from mosaic_guard.policies.provenance import Provenance, delegation
from mosaic_guard.policies.provenance.words import fold
from mosaic_guard.policies.reach import effect_of, matters
from mosaic_guard.tool import Effect, ToolSpec
from mosaic_guard.trajectory import Message, Origin, ToolCall, ToolOutput

MOST: Final = 128
"""Contacts of one answer that are judged. Nobody reads more by chance; what comes after them counts as planted."""
_ARGUMENT: Final = "contact"
_TELL: Final = ToolSpec(
    "tell_user",
    description="Answer the user.",
    effect=Effect(write=True, reversible=False, external=True),
    decisive=frozenset({_ARGUMENT}),
)


class Contacts:
    """Judges each contact of an answer as if a call handed it on, with trees that learned from answers.

    What it can't see: a contact that the model made of something else than a contact, and false news without one.
    """

    name = "contacts"

    def __init__(self, *, model: Model, reader: Reader, provenance: Provenance, threshold: float | None = None) -> None:
        self._model = model
        self._reader = reader
        self._provenance = provenance
        self.threshold = model.sensitive if threshold is None else threshold
        self.fingerprint = f"contacts-3:{model.fingerprint}:{reader.fingerprint}:{self.threshold:g}"

    def facts(self, check: Check) -> Sequence[ContactFact]:
        """Return one fact for each contact that was probably planted."""
        if check.phase is not Phase.ANSWER or not self._provenance.in_view(check.trajectory):
            return ()
        return list(self._planted(check))

    def _planted(self, check: Check) -> Iterator[ContactFact]:
        scores: dict[str, float] = {}
        for told in handed_on(check, provenance=self._provenance, reader=self._reader, worded=self._model.worded):
            value = told.contact.value
            if value not in scores:
                scores[value] = self._model.probability(told.row.evidence.row) if told.row else 1.0
            if (score := scores[value]) >= self.threshold:
                span = Span("", "", told.contact.start, told.contact.end)
                yield ContactFact(told.contact.kind, span, told.carrier, score, judged=told.row is not None)


class HandedOn(NamedTuple):
    """A contact of an answer that only untrusted text gave and no call has used."""

    contact: Contact
    carrier: Span
    row: Row | None
    """The evidence; None after the first `MOST`: nobody judges it."""


def handed_on(check: Check, *, provenance: Provenance, reader: Reader, worded: Worded) -> Iterator[HandedOn]:
    """Give them in order, each value judged once; to see that there are more costs little, so that all are seen."""
    found = list(contacts(check.text))
    if not found:
        return  # what was said in the run is not read for nothing
    used = _used(check)
    known = Known(provenance.view(check.trajectory, check.specs))
    request = read_request(tuple(check.trajectory.user_texts)).text
    judged = partial(gather, provenance=provenance, reader=reader, delegation=delegation, worded=worded)
    told: dict[str, HandedOn | None] = {}
    left = MOST
    for contact in found:
        value = contact.value
        if value not in told:
            asked = _asked(check, contact, provenance, known)
            carrier = None if used.holds(contact) else _carrier(asked)
            told[value] = HandedOn(contact, carrier, None) if carrier else None
            if carrier and left:
                row = next((row for row in judged(Pending(asked, asked.calls[0])) if row.place), None)
                told[value] = row and HandedOn(contact, carrier, _with_site(row, value, request))
                left -= 1
        if one := told[value]:
            yield one._replace(contact=contact)


def _asked(check: Check, contact: Contact, provenance: Provenance, known: Known) -> Check:
    """Tell it in a call, and say who gave it."""
    call = ToolCall("", _TELL.name, {_ARGUMENT: contact.value})
    asked = replace(check, phase=Phase.CALL, calls=(call,), specs={**check.specs, _TELL.name: _TELL})
    return replace(asked, facts=tuple(_respelled(fact, contact, known) for fact in provenance.facts(asked)))


def _respelled(fact: ArgumentFact, contact: Contact, known: Known) -> ArgumentFact:
    """What is given in another spelling is given."""
    if fact.explained:
        return fact
    if known.is_given(contact):
        return replace(fact, explained=True, span=None, segment="")
    where = None if fact.span else known.where(contact)
    return replace(fact, origin=Origin.UNTRUSTED, span=where.span, segment=where.segment) if where else fact


def _carrier(asked: Check) -> Span | None:
    facts = (fact for fact in asked.facts if isinstance(fact, ArgumentFact) and not fact.explained)
    return next((fact.span for fact in facts if fact.span), None)


def _with_site(row: Row, value: str, request: str) -> Row:
    seen, at = row.evidence, row.place
    if at is None or not (seen.address or seen.place) or seen.follows:
        return row
    known = spoken_of(value.strip(), request, at.text, at.sentence)
    return row._replace(evidence=replace(seen, at_its_site=known))


class _Used(NamedTuple):
    """What the arguments of judged calls held that ran without an error; nobody judges reads that stay inside."""

    text: str
    keys: frozenset[str]

    def holds(self, contact: Contact) -> bool:
        return fold(contact.value) in self.text or key(contact) in self.keys


def _used(check: Check) -> _Used:
    ran = {item.call_id for item in check.trajectory if isinstance(item, ToolOutput) and not item.is_error}
    calls = (call for item in check.trajectory if isinstance(item, Message) for call in item.calls if call.id in ran)
    judged = (call for call in calls if matters(effect_of(check.specs.get(call.name), call)))
    texts = [text for call in judged for _, text in leaves(call.args)]
    return _Used("\n".join(map(fold, texts)), frozenset(key(one) for text in texts for one in read(text)))
