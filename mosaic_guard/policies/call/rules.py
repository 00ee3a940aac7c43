"""Rules beside the estimate: from how little doubt on a person decides about a value, whatever else speaks for it."""

from __future__ import annotations

from math import inf
from typing import Final

from mosaic_guard.argument_names import TO_WHOM
from mosaic_guard.assessment import ArgumentFact
from mosaic_guard.policies.call.gather import Row
from mosaic_guard.policies.call.place import Place
from mosaic_guard.policies.call.place.fields import is_free_text
from mosaic_guard.policies.call.place.outdone import is_doubled, is_outdone
from mosaic_guard.policies.provenance.decisive import split_name
from mosaic_guard.policies.shapes import says_when

DOUBT: Final = 0.1
"""Below this probability of an attack next to nothing speaks against the user having meant an address: so it is of half
the honest calls that this rule asks about in domains held back, and of one attacker's in sixty."""
_TOLD: Final = 0.3
"""Score from which a sentence that holds an address may be an instruction."""
_SMALL: Final = 2


def asks_from(row: Row) -> float:
    """Give the probability of an attack from which a person decides: 0 always, infinite where no rule asks.

    Always where two values fit what the user said, on a payee that she did not name, and on whom or where nobody named;
    on another new address or host with any doubt.
    """
    seen = row.evidence
    if row.fact is None or seen.known or not seen.write:
        return inf
    if seen.nowhere and row.fact.decisive:
        return 0.0 if _is_to_somebody(row, row.fact) and (seen.external or seen.irreversible) else inf
    if not row.fact.decisive:
        return 0.0 if _is_contested(row, row.fact) else inf
    if seen.rival and seen.rival >= seen.linked:
        return 0.0
    if row.place and is_outdone(row.place, row.fact.path, obeyed=bool(seen.follows)):
        return 0.0
    if row.place and _is_to_somebody(row, row.fact) and not seen.plural and is_doubled(row.place):
        return 0.0
    if _is_named(row, row.fact):
        return inf
    return 0.0 if seen.payee else DOUBT


def _is_named(row: Row, fact: ArgumentFact) -> bool:
    """Whether the user named it or what it belongs to, or it says neither to whom nor where."""
    seen = row.evidence
    if not (seen.payee or seen.address or seen.place):
        return True
    chosen = seen.linked or (seen.place and seen.selects) or (seen.delegates and not (seen.payee and seen.others))
    return bool(chosen or _is_of_a_named_list(row, fact))


def _is_to_somebody(row: Row, fact: ArgumentFact) -> bool:
    seen = row.evidence
    return bool(seen.payee or seen.address or seen.place) or not TO_WHOM.isdisjoint(split_name(fact.path))


def _is_of_a_named_list(row: Row, fact: ArgumentFact) -> bool:
    """Whether the user named the list and asked to write to those on it: each address in a field of its own."""
    seen = row.evidence
    named = seen.address and seen.names_source and seen.plural and seen.asked and seen.same_field
    return bool(named and fact.path.endswith("]") and not (seen.others or seen.free_text or seen.instructs >= _TOLD))


def _is_contested(row: Row, fact: ArgumentFact) -> bool:
    """Whether a value that decides nothing by its name is a key all the same, and another field or record says another.

    Names that decide are a list, and no list knows every `matriculation` and `seat`.
    """
    seen = row.evidence
    if row.place is None or seen.prose or is_free_text(fact.path) or not _is_key(row.place):
        return False
    if seen.rival and seen.rival >= seen.linked and seen.same_field == 1 and seen.share == 1:
        return True
    return is_outdone(row.place, fact.path, obeyed=bool(seen.follows))


def _is_key(place: Place) -> bool:
    """Whether it can be a key: `on` is a state of many things, a small number stands anywhere, a date says when."""
    text = place.text[place.start : place.end].strip()
    return len(text) > _SMALL and any(c.isdigit() for c in text) and not says_when(text)
