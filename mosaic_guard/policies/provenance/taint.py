"""Write-then-read: what unexplained values leave behind in the places they are written to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from mosaic_guard.argument_names import PLACES
from mosaic_guard.assessment import ArgumentFact
from mosaic_guard.policies.provenance.addressees import arguments
from mosaic_guard.policies.provenance.decisive import split_name
from mosaic_guard.policies.provenance.index import Taint, View
from mosaic_guard.policies.provenance.keys import keys
from mosaic_guard.policies.provenance.leaves import Value, spelled, values
from mosaic_guard.policies.provenance.words import fold, normal
from mosaic_guard.policies.shapes import names_something
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import ToolCall

_LONGEST_PLACE: Final = 400
_MOST_WRITTEN: Final = 20_000

Facts = Callable[[View, ToolCall, ToolSpec | None], Iterable[ArgumentFact]]


def left_by(view: View, specs: Mapping[str, ToolSpec], facts: Facts, call: ToolCall) -> Taint:
    """Tell what a call that ran leaves behind: nothing when its values are explained, or no untrusted text was seen."""
    if not view.in_view:
        return Taint()
    spec = specs.get(call.name)
    unexplained = {fact.path for fact in facts(view, call, spec) if not fact.explained}
    if not unexplained:
        return Taint()
    leaves = list(arguments(call.args))
    writes = spec is None or spec.effect.write
    places = frozenset(place for leaf in leaves for place in _names_of(leaf)) if writes else frozenset()
    said = (spelled(leaf.value)[:_MOST_WRITTEN] for leaf in leaves if leaf.path in unexplained)
    return Taint(places, frozenset(key for text in said for key in keys(text) if not view.explains(key)))


def reads_from(view: View, call: ToolCall) -> bool:
    """Whether a call names a place where unexplained values were written."""
    return any(view.tainted(place) for leaf in values(call.args) for place in _names_of(leaf))


def _names_of(leaf: Value) -> Iterator[str]:
    """The spellings of a place that a value names: itself, and the last name of a path."""
    text = spelled(leaf.value)
    if not text or len(text) > _LONGEST_PLACE or "\n" in text:
        return
    if not (names_something(text) or any(piece in PLACES for name in leaf.names for piece in split_name(name))):
        return
    place = normal(fold(text))
    yield place
    name = place.rpartition("/")[2]
    if name and name != place and "." in name:
        yield name
