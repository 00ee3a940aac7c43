"""Says in plain sentences why a value is suspected."""

from __future__ import annotations

from typing import Final

from mosaic_guard.assessment import Finding
from mosaic_guard.policies.call.gather import Row

INSTRUCTS: Final = 0.5
"""From here on a text is said to tell somebody to act."""

UNASKED: Final = Finding("unasked_action", "The request asks for nothing of this kind, and untrusted text is in view.")
COMMANDED: Final = Finding("unasked_action", "Text that is not from the user asks for this kind of action.")


def reason(row: Row) -> Finding:
    """Give the reason that weighs most in a row of evidence."""
    fact, seen = row.fact, row.evidence
    if fact is None:
        return COMMANDED if seen.command >= INSTRUCTS else UNASKED
    if row.place is None:
        message = f"Nobody the user trusts gave the value of argument {fact.path}, and untrusted text is in view."
        return Finding("unexplained_argument", message, path=fact.path)
    if seen.instructs >= INSTRUCTS:
        message = f"Argument {fact.path} comes from text that tells the agent what to do: {fact.segment!r}"
        return Finding("injected_argument", message, path=fact.path, span=fact.span)
    message = f"Argument {fact.path} comes from an untrusted tool output{_but(row)}: {fact.segment!r}"
    return Finding("untrusted_argument", message, path=fact.path, span=fact.span)


def _but(row: Row) -> str:
    seen = row.evidence
    if seen.rival >= seen.linked > 0:
        return ", where the request fits another value as well"
    if seen.looks_alike:
        return ", and its host looks like another in view without being it"
    if seen.renews:
        return ", where it is to take the place of another value"
    if seen.others and seen.payee + seen.address + seen.place:
        return ", where other values of its kind stand beside it"
    if seen.wants_to_know == 1:
        return ", and the request only asks to know something"
    if seen.unasked == 1:
        return ", and the request asks for nothing of this kind"
    return "" if seen.linked or seen.names_source else " that the request does not speak of"
