"""Collects the evidence on a pending call: a row for each value that nobody explains, or one for the call itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

from mosaic_guard.assessment import ArgumentFact
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.call import command, shape
from mosaic_guard.policies.call.evidence import Evidence
from mosaic_guard.policies.call.fields import corresponds, is_free_text
from mosaic_guard.policies.call.link import link_of
from mosaic_guard.policies.call.place import Place, place_of
from mosaic_guard.policies.call.request import Request, read_request
from mosaic_guard.policies.injection.detector import Reader
from mosaic_guard.policies.necessity import asks_for
from mosaic_guard.policies.provenance import Delegation, Provenance
from mosaic_guard.policies.provenance.decisive import split_name
from mosaic_guard.policies.provenance.index import View
from mosaic_guard.policies.provenance.leaves import Value, spelled, values
from mosaic_guard.policies.provenance.shapes import Shape
from mosaic_guard.policies.provenance.shapes import shape as shape_of
from mosaic_guard.policies.provenance.words import fold, words
from mosaic_guard.tool import Effect, ToolSpec
from mosaic_guard.trajectory import Message, Origin, ToolCall, Trajectory
from mosaic_guard.verbs import words as name_words

_MOST_VALUES: Final = 12
"""Unexplained values of one call that are looked at; the decisive ones first."""
_MOST_COMMANDS: Final = 3
"""Sentences asking for the same kind of act that the reader looks at."""
_STEPS_BACK: Final = 400
_PAYEE: Final = frozenset(["iban", "account", "accounts", "acct", "payee", "beneficiary", "recipient", "wallet"])

Delegates = Callable[[Trajectory, ArgumentFact], Delegation]


class Row(NamedTuple):
    """The evidence on one value; `fact` is None where it is about the call as a whole."""

    evidence: Evidence
    fact: ArgumentFact | None = None
    place: Place | None = None


@dataclass(frozen=True)
class Gatherer:
    """Looks at one call of a check; what several values need is worked out once."""

    check: Check
    call: ToolCall
    view: View
    reader: Reader
    delegation: Delegates

    @cached_property
    def spec(self) -> ToolSpec:
        """The tool's declaration; for an unknown tool the strictest."""
        return self.check.specs.get(self.call.name) or ToolSpec(self.call.name)

    @cached_property
    def request(self) -> Request:
        """The user's words."""
        return read_request(tuple(self.check.trajectory.user_texts))

    @cached_property
    def facts(self) -> tuple[ArgumentFact, ...]:
        """What provenance says of the call's values."""
        return tuple(f for f in self.check.facts if isinstance(f, ArgumentFact) and f.call_id == self.call.id)

    @cached_property
    def unexplained(self) -> tuple[ArgumentFact, ...]:
        """The values nobody gave, the decisive first."""
        found = sorted((f for f in self.facts if not f.explained), key=lambda f: not f.decisive)
        return tuple(found[:_MOST_VALUES])

    @cached_property
    def leaves(self) -> dict[str, Value]:
        """The call's values by path."""
        return {leaf.path: leaf for leaf in values(self.call.args)}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where the unexplained values stand."""
        sources = {s.name: s for s in reversed(list(self.view.sources))}
        found = ((f, sources.get(f.span.source)) for f in self.unexplained if f.span)
        placed = {f.path: place_of(source, f.span) for f, source in found if source and f.span}
        return {path: place for path, place in placed.items() if place}

    def rows(self) -> list[Row]:
        """One row for each unexplained value; one for the call where there is none."""
        if not self.unexplained:
            return [Row(self.of_call)]
        return [self._row(fact) for fact in self.unexplained]

    @cached_property
    def of_call(self) -> Evidence:
        """What is the same for all of its values."""
        effect: Effect = self.spec.effect
        asked = asks_for(self.check.trajectory.user_texts, self.spec)
        decisive = [f for f in self.facts if f.decisive]
        return Evidence(
            asked=float(asked is True),
            unasked=float(asked is False),
            related=self._related(),
            explained=sum(f.explained for f in decisive) / len(decisive) if decisive else 0.5,
            served=float(any(call.name == self.call.name for call in self.before)),
            command=self._command(),
            plural=float(self.request.is_plural),
            write=float(effect.write),
            external=float(effect.external),
            irreversible=float(effect.write and not effect.reversible),
        )

    @cached_property
    def before(self) -> tuple[ToolCall, ...]:
        """The calls since the user last spoke, without this batch."""
        mine = {call.id for call in self.check.calls}
        found: list[ToolCall] = []
        trajectory = self.check.trajectory
        for item in reversed(list(trajectory.since(max(0, len(trajectory) - _STEPS_BACK)))):
            if isinstance(item, Message):
                if item.origin is Origin.USER:
                    break
                found += [call for call in item.calls if call.id not in mine]
        return tuple(found)

    def _related(self) -> float:
        said = {word for word in name_words(self.call.name) if len(word) > 2}
        said |= {w for w in words(fold(self.spec.description[:200].partition(". ")[0])) if len(w) > 3}
        request = frozenset(words(self.request.folded))
        return sum(w in request or w.removesuffix("s") in request for w in said) / max(1, len(said))

    def _command(self) -> float:
        """The strongest sentence that asks for this kind of act; those that hold values of the call come first."""
        own = {
            word for leaf in self.leaves.values() for word in words(fold(spelled(leaf.value)[:200])) if len(word) > 2
        }
        found = command.commands(self.call.name, self.view.sources)
        ranked = sorted(found, key=lambda one: (len(own & one[1].words), one[1].start - one[1].end), reverse=True)
        asked = (self.reader.instructs(text, s.start, s.end) for text, s in ranked[:_MOST_COMMANDS])
        return max(asked, default=0.0)

    def _row(self, fact: ArgumentFact) -> Row:
        evidence = self._of_value(fact)
        place = self.places.get(fact.path)
        if place is None:
            return Row(replace(evidence, nowhere=1.0), fact)
        return Row(self._of_place(evidence, fact, place), fact, place)

    def _of_value(self, fact: ArgumentFact) -> Evidence:
        leaf = self.leaves[fact.path]
        text = spelled(leaf.value).strip()
        kind = shape_of(text)
        payee = kind is Shape.CODE and shape.is_account(text) and not _PAYEE.isdisjoint(split_name(leaf.path))
        return replace(
            self.of_call,
            decisive=float(fact.decisive),
            payee=float(payee),
            address=float(kind is Shape.EMAIL),
            place=float(kind in (Shape.URL, Shape.HOST)),
            short=float(len(text) <= 4),
            prose=float(kind is Shape.TEXT or text.count(" ") >= 3),
            known=float(any(text and text == spelled(v.value).strip() for c in self.before for v in values(c.args))),
        )

    def _of_place(self, evidence: Evidence, fact: ArgumentFact, place: Place) -> Evidence:
        link = link_of(self.request, place)
        said = self.delegation(self.check.trajectory, fact)
        text = spelled(self.leaves[fact.path].value)
        bounds = (place.record.start, place.record.end) if place.record else (place.outer.start, place.outer.end)
        beside = shape.others(place.text, *bounds, text, shape_of(text.strip()))
        name = next((n for n in reversed(self.leaves[fact.path].names) if n), "")
        return replace(
            evidence,
            carried=1.0,
            instructs=self._instructs(place, *place.segment),
            around=max((self._instructs(place, *s) for s in place.neighbours()), default=0.0),
            asks_kind=float(command.asks(self.call.name, place.sentence)),
            holds_others=self._company(fact, place),
            share=place.share,
            free_text=float(is_free_text(place.outer.name) or place.share < 0.5),
            same_field=corresponds(place.field.name, name),
            linked=link.strength,
            rival=link.rival,
            others=min(1.0, beside / 2),
            names_source=float(said.names_source),
            delegates=float(said.asks_to_act),
            selects=float(self.request.selects and place.record is not None and place.share > 0.5),
            recent=float(next(iter(self.view.sources)) is place.source),
        )

    def _instructs(self, place: Place, start: int, end: int) -> float:
        return self.reader.instructs(place.text, start, end) if end - start > 2 else 0.0

    def _company(self, fact: ArgumentFact, place: Place) -> float:
        others = [p for path, p in self.places.items() if path != fact.path and p.source is place.source]
        start, end = place.segment
        return sum(start <= p.start < end for p in others) / len(others) if others else 0.0


def gather(
    check: Check, call: ToolCall, *, provenance: Provenance, reader: Reader, delegation: Delegates
) -> Sequence[Row]:
    """Collect the evidence on one call of a check."""
    view = provenance.view(check.trajectory, check.specs)
    return Gatherer(check, call, view, reader, delegation).rows()
