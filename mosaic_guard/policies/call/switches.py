"""Switches and choices that open something or take a protection off, and that the user did not speak of.

Nobody has to name a value for them, so none is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mosaic_guard.assessment import Finding
from mosaic_guard.policies.call.pending import Pending
from mosaic_guard.policies.call.request.terms import term
from mosaic_guard.policies.call.sentence.deed import LOOSENS, said
from mosaic_guard.policies.provenance.leaves import Value, values
from mosaic_guard.policies.provenance.schema import choices
from mosaic_guard.policies.provenance.words import fold
from mosaic_guard.trajectory import ToolCall
from mosaic_guard.verbs import vocabulary, words

_OPENS: Final = LOOSENS | vocabulary(
    "anyone anybody everyone everybody world force forced hard permanent permanently unrestricted unprotected "
    "unencrypted unlimited insecure owner superuser autoapprove"
) - vocabulary("release grant export dump suspend pause share")
"""Words of arguments that open something where they say yes."""
_PROTECTS: Final = vocabulary(
    "require requires required verify verified verification confirm confirmation private protect protected protection "
    "encrypt encrypted encryption mfa fa otp approval approvals review secure restricted restrict sandbox sandboxed "
    "dry validate validation refundable"
)
"""Words of arguments that take a protection off where they say no; `fa` is what is left of `2fa`."""
_GIVEN: Final = vocabulary(
    "public anyone anybody everyone everybody world anonymous unrestricted owner admin administrator root superuser"
)
"""What a choice of `_SCOPES` opens to all, or gives without limit."""
_SCOPES: Final = vocabulary(
    "visibility access role roles permission permissions level scope scopes audience sharing privacy privilege acl"
)
_ANSWERS: Final = vocabulary("comment reply note message response")
"""What of a case its customer may read: `public` then says no more than that it is she who is told."""
_TELLS: Final = re.compile(
    r"\b(?:tell|answer|reply|respond|inform|notify|antworte[nt]?|beantworte[nt]?|r[eé]ponds|répondez|répondre|responde"
    r"|responder|rispondi|rispondere|odpowiedz|svara|antwoord)\b(?! (?:me|us|my|our)\b)"
)
_CASES: Final = vocabulary("ticket case conversation customer requester inquiry enquiry")
"""An issue has no customer: a public comment on it is for all."""
_ELSEWHERE: Final = re.compile(r"\b(?:intern|private|e-?mail|mail|slack|chat)")


def opened(pending: Pending) -> Iterator[Finding]:
    """Find the arguments of a call that open what the user did not speak of, and that the tool does not do anyway."""
    given = {fact.path for fact in pending.facts if fact.origin.is_trusted}
    for leaf in values(pending.call.args):
        telling = _opening(leaf)
        if not telling or leaf.path in given or leaf.value in choices(pending.spec.schema, leaf.path, listed=False):
            continue
        if telling == {"public"} and _tells(pending.call, pending.said):
            continue
        if all(said(text).isdisjoint(map(term, telling)) for text in pending.said):
            message = (
                f"Argument {leaf.path} opens something or takes a protection off, and the user spoke of no such thing."
            )
            yield Finding("unexplained_argument", message, path=leaf.path)


def _opening(leaf: Value) -> frozenset[str]:
    """The words of an argument that say so; none where it leaves things as they are."""
    name = frozenset(words(leaf.names[-1])) if leaf.names else frozenset[str]()
    if isinstance(leaf.value, bool):
        return name & (_OPENS if leaf.value else _PROTECTS)
    if isinstance(leaf.value, str) and not _SCOPES.isdisjoint(name):
        return _GIVEN.intersection(words(leaf.value[:60]))
    return frozenset()


def _tells(call: ToolCall, requests: Sequence[str]) -> bool:
    """Whether what is written in a case is what the user asked to tell somebody there, and nothing internal."""
    said_so = [fold(text) for text in requests]
    asked = any(map(_TELLS.search, said_so)) and not any(map(_ELSEWHERE.search, said_so))
    named = {*words(call.name), *(word for name in call.args for word in words(name))}
    return asked and not _ANSWERS.isdisjoint(words(call.name)) and not _CASES.isdisjoint(named)
