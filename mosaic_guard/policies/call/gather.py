"""Collects the evidence on a pending call: a row for each value that nobody explains, or one for the call itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, takewhile
from typing import Final, NamedTuple

from mosaic_guard.argument_names import PAYEES
from mosaic_guard.assessment import ArgumentFact
from mosaic_guard.policies.call.evidence import Evidence
from mosaic_guard.policies.call.pending import Pending
from mosaic_guard.policies.call.place import Place, place_of, shape
from mosaic_guard.policies.call.place.fields import corresponds, is_free_text
from mosaic_guard.policies.call.place.layout import Field
from mosaic_guard.policies.call.place.link import contradicted, link_of
from mosaic_guard.policies.call.place.lookalike import looks_alike
from mosaic_guard.policies.call.place.plain import plain
from mosaic_guard.policies.call.place.rivals import rivals_of
from mosaic_guard.policies.call.request.fitting import fits
from mosaic_guard.policies.call.sentence import command, deed
from mosaic_guard.policies.call.sentence.renewal import expects_renewal, renews
from mosaic_guard.policies.call.sentence.topic import at_home, on_request
from mosaic_guard.policies.call.sentence.wording import around
from mosaic_guard.policies.injection.detector import Reader
from mosaic_guard.policies.necessity import asks_for, unasked
from mosaic_guard.policies.provenance import Delegation, Provenance
from mosaic_guard.policies.provenance.decisive import split_name
from mosaic_guard.policies.provenance.find import carriers
from mosaic_guard.policies.provenance.index import View
from mosaic_guard.policies.provenance.leaves import spelled
from mosaic_guard.policies.provenance.words import fold, words
from mosaic_guard.policies.question import wants_to_know
from mosaic_guard.policies.reach import effect_of
from mosaic_guard.policies.shapes import Shape
from mosaic_guard.policies.shapes import shape as shape_of
from mosaic_guard.text.segments import can_say
from mosaic_guard.trajectory import Trajectory
from mosaic_guard.verbs import WRITES
from mosaic_guard.verbs import words as name_words

_MOST_USED: Final = 256
"""Values of one call that are no rivals of each other; those behind them may count as such."""
_MOST_COMMANDS: Final = 3
"""Sentences asking for the same kind of act that the reader looks at."""
_MOST_PLACES: Final = 4
_MOSTLY: Final = 0.5
"""Share from which a value is what its field is about."""
_NEWEST: Final = 4
"""Other sources in which a contradiction is looked for."""
_CONTEXT: Final = 400
_TELLING: Final = 200
"""Characters of a value that are compared with sentences."""
_SAID: Final = 80
"""Characters of a value that may be a rival."""

Delegates = Callable[[Trajectory, ArgumentFact], Delegation]
Worded = Callable[[Sequence[str]], float]


class Row(NamedTuple):
    """The evidence on one value; `fact` is None where it is about the call as a whole."""

    evidence: Evidence
    fact: ArgumentFact | None = None
    place: Place | None = None
    said: tuple[str, ...] = ()
    """The words around it; none where the user said to do what they say."""


@dataclass(frozen=True)
class Gatherer:
    """Looks at the values of one call; what several of them need is worked out once."""

    pending: Pending
    view: View
    reader: Reader
    delegation: Delegates
    worded: Worded
    _read: dict[tuple[str, int, int], float] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[str, list[Place]]:
        """Where the unexplained values stand, by argument: first where it is most a field of its own."""
        placed = {fact.path: self._places(fact) for fact in self.pending.unexplained}
        return {path: found for path, found in placed.items() if found}

    def _places(self, fact: ArgumentFact) -> list[Place]:
        if fact.span is None:
            return []
        spans = (fact.span, *carriers(self.view, self.pending.text(fact))[:_MOST_PLACES])
        sources = ((self.view.source(span.source), span) for span in dict.fromkeys(spans))
        found = [place for source, span in sources if source and (place := place_of(source, span))]
        name = self.pending.name(fact)
        # A part of a number comes last, but is looked at: 12.0 may mean 12.
        return sorted(found, key=lambda p: (p.is_part_of_number, p.share <= _MOSTLY, -corresponds(p.field.name, name)))

    def rows(self) -> list[Row]:
        """One row for each unexplained value; one for the call where there is none."""
        if not self.pending.unexplained:
            return [Row(self.of_call)]
        return [self._row(fact) for fact in self.pending.unexplained]

    @cached_property
    def of_call(self) -> Evidence:
        """What is the same for all of its values."""
        tool, effect = self.pending.spec, self.pending.effect
        request, said = self.pending.request, self.pending.said
        asked = asks_for(said, tool) is True
        fit = fits(request.folded, tool, self.pending.check.specs.values())
        is_meant = asked and fit == 1.0  # in whatever word
        decisive = [f for f in self.pending.facts if f.decisive]
        return Evidence(
            asked=float(asked),
            unasked=unasked(said, tool),
            fits=fit,
            explained=sum(f.explained for f in decisive) / len(decisive) if decisive else 0.5,
            served=float(any(call.name == tool.name for call in self.pending.before)),
            named=deed.named(tool.name, request.text),
            described=deed.described(tool.description, request.text),
            spoken=0.0 if is_meant else deed.spoken(tool.name, request.text, self.view.sources),
            loosens=float(deed.loosens(tool.name)),
            command=self._command(),
            plural=float(request.is_plural),
            wants_to_know=wants_to_know(said) if effect.write else 0.0,
            write=float(effect.write),
            external=float(effect.external),
            irreversible=float(effect.write and not effect.reversible),
        )

    def _command(self) -> float:
        """The strongest sentence that asks for this kind of act; those that hold values of the call come first."""
        texts = (fold(spelled(leaf.value)[:_TELLING]) for leaf in self.pending.leaves.values())
        own = {word for text in texts for word in words(text) if len(word) > 2}
        found = command.commands(self.pending.call.name, self.view.sources)
        ranked = sorted(found, key=lambda one: (len(own & one[1].words), one[1].start - one[1].end), reverse=True)
        return max((self._instructs(plain(text), s.start, s.end) for text, s in ranked[:_MOST_COMMANDS]), default=0.0)

    def _row(self, fact: ArgumentFact) -> Row:
        evidence = self._of_value(fact)
        places = self.places.get(fact.path)
        if not places:
            return Row(replace(evidence, nowhere=1.0), fact)
        seen = self._of_place(evidence, fact, places)
        if seen.follows:
            return Row(_obeyed(seen), fact, places[0])
        said = around(self.pending.name(fact), places[0])
        return Row(replace(self._told(seen, fact, places), worded=self.worded(said)), fact, places[0], said)

    def _of_value(self, fact: ArgumentFact) -> Evidence:
        leaf = self.pending.leaves[fact.path]
        name, text = self.pending.name(fact), self.pending.text(fact)
        kind = shape_of(text)
        payee = kind is Shape.CODE and shape.is_account(text) and not PAYEES.isdisjoint(split_name(leaf.path))
        return replace(
            self.of_call,
            decisive=float(fact.decisive),
            payee=float(payee),
            address=float(kind is Shape.EMAIL),
            place=float(kind in (Shape.URL, Shape.HOST)),
            short=float(len(text) <= 4),
            prose=float(kind is Shape.TEXT or (kind is Shape.WORDS and text.count(" ") >= 3)),
            known=float(bool(text) and (text in self.pending.used_before or (name, text) in self.pending.chosen)),
        )

    def _of_place(self, evidence: Evidence, fact: ArgumentFact, places: Sequence[Place]) -> Evidence:
        place, request = places[0], self.pending.request
        used = self._used(fact)
        link = link_of(request, place, used)
        said = self.delegation(self.pending.check.trajectory, fact)
        rival = link.rival
        newest = islice(self.view.sources, _NEWEST)
        if link.strength == 1.0 and contradicted(request, place, newest, self.pending.name(fact)):
            rival = 1.0
        rivals = rivals_of(request, place, used, islice(self.view.sources, _NEWEST))
        return replace(
            evidence,
            **rivals._asdict(),
            carried=1.0,
            share=place.share,
            same_field=corresponds(place.field.name, self.pending.name(fact)),
            linked=link.strength,
            rival=rival,
            others=min(1.0, self._others(fact, place, used) / 2),
            names_source=float(said.names_source),
            delegates=float(said.asks_to_act),
            follows=float(said.follows),
            selects=float(request.selects and place.record is not None and place.share > _MOSTLY),
            receipt=float(self._is_receipt(place)),
            recent=float(self._is_recent(place)),
        )

    def _is_recent(self, place: Place) -> bool:
        """Whether nothing was changed since: one more look-up, which anybody can ask for, makes no text older."""
        newer = takewhile(lambda source: source is not place.source, self.view.sources)
        calls = (source.call for source in newer if source.call is not None)
        return not any(effect_of(self.pending.check.specs.get(call.name), call).write for call in calls)

    def _used(self, fact: ArgumentFact) -> frozenset[str]:
        """What the call uses beside this value, and so is no rival of it; a second addressee is, unless several are."""
        if self.pending.request.is_plural:
            return frozenset(said for path, said in self._short.items() if path != fact.path)
        mine = fact.path.partition("[")[0]
        return frozenset(said for path, said in self._short_apart.items() if path.partition("[")[0] != mine)

    @cached_property
    def _short(self) -> dict[str, str]:
        """The first of the call's short values, as they are compared."""
        texts = ((path, spelled(leaf.value).strip()) for path, leaf in self.pending.leaves.items())
        short = ((path, text) for path, text in texts if 2 < len(text) <= _SAID)
        return {path: shape.essence(text) for path, text in islice(short, _MOST_USED)}

    @cached_property
    def _short_apart(self) -> dict[str, str]:
        """Those that provenance knows of, without addresses."""
        known = {fact.path for fact in self.pending.facts} & self._short.keys()
        texts = ((path, self.pending.leaves[path].value) for path in known)
        return {path: self._short[path] for path, value in texts if shape_of(spelled(value).strip()) is not Shape.EMAIL}

    def _told(self, seen: Evidence, fact: ArgumentFact, places: Sequence[Place]) -> Evidence:
        """Add the signs of an instruction where the value stands."""
        place, tool, value = places[0], self.pending.spec, self.pending.text(fact)
        telling = [p for p in places if p is place or not seen.short or command.asks(tool.name, p.sentence)]
        around = ((p, span) for p in telling[:2] for span in p.near())
        return replace(
            seen,
            instructs=max(self._instructs(p.text, *p.segment, p.outer) for p in telling),
            around=max((self._instructs(p.text, *span, p.outer) for p, span in around), default=0.0),
            asks_kind=max(float(command.asks(tool.name, p.sentence)) for p in telling),
            holds_others=max(self._company(fact, p) for p in telling),
            free_text=float(is_free_text(place.outer.name) or place.is_prose),
            suits=fits(fold(place.sentence), tool, self.pending.check.specs.values()),
            on_request=on_request(place.sentence, self.pending.request.folded),
            at_home=at_home(place.sentence, place.source.texts[place.path]),
            renews=float(not self._is_expected(seen) and any(renews(p.sentence) for p in telling)),
            looks_alike=float(bool(seen.address or seen.place) and looks_alike(value, self._newest())),
        )

    def _is_expected(self, seen: Evidence) -> bool:
        """Whether the user spoke of a change herself; a new telephone is no reason for a new account."""
        return not seen.payee and expects_renewal(self.pending.request.text)

    def _newest(self) -> Iterator[str]:
        return (text for source in islice(self.view.sources, _NEWEST) for text in source.texts.values())

    def _others(self, fact: ArgumentFact, place: Place, used: Collection[str]) -> int:
        """Count the values around that might be meant as well: of one kind, in fields of one name, after one word."""
        text, name = self.pending.text(fact), self.pending.name(fact)
        start, end = place.bounds
        found = shape.others(place.text, start, end, value=text, shape=shape_of(text), used=used)
        named = [f for f in place.layout.between(start, end) if corresponds(f.name, name) == 1.0]
        if any(f.start <= place.start < f.end for f in named):
            said = {shape.essence(place.text[f.start : f.end]) for f in named}
            found = max(found, len(said.difference(used)) - 1)
        elif place.is_document:
            found = max(found, shape.cued(place.text, place.start, text, used))
        return found

    def _is_receipt(self, place: Place) -> bool:
        call = place.source.call
        return call is not None and not WRITES.isdisjoint(name_words(call.name))

    def _instructs(self, text: str, start: int, end: int, field: Field | None = None) -> float:
        """Ask the reader about a range of a text; what stands in other fields is no context."""
        if not can_say(text[start:end]):
            return 0.0
        if (text, start, end) not in self._read:
            left, right = max(start - _CONTEXT, field.start if field else 0), end + _CONTEXT
            seen = text[left : min(right, field.end) if field else right]
            self._read[text, start, end] = self.reader.instructs(seen, start - left, end - left)
        return self._read[text, start, end]

    def _company(self, fact: ArgumentFact, place: Place) -> float:
        """Share of the other values that stand in the same sentence."""
        others = [places for path, places in self.places.items() if path != fact.path]
        start, end = place.segment
        near = (any(p.source is place.source and start <= p.start < end for p in places) for places in others)
        return sum(near) / max(1, len(others))


def _obeyed(seen: Evidence) -> Evidence:
    """Where the user asks to do what a text says, instructions in it, of whatever kind, are what was asked for."""
    return replace(seen, share=1.0, fits=1.0, unasked=0.0, command=0.0)


def gather(
    pending: Pending, *, provenance: Provenance, reader: Reader, delegation: Delegates, worded: Worded
) -> Sequence[Row]:
    """Collect the evidence on a pending call."""
    view = provenance.view(pending.check.trajectory, pending.check.specs)
    return Gatherer(pending, view, reader, delegation, worded).rows()
