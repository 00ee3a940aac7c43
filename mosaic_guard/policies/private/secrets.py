"""Secrets and personal data in calls and answers, with who gave them: facts, without judgement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mosaic_guard.assessment import Phase, SecretFact, Span
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.private.links import link_facts
from mosaic_guard.policies.private.scope import Scope
from mosaic_guard.policies.private.sightings import Sightings, leaves
from mosaic_guard.text.secrets import Place, field_kind, find_secrets
from mosaic_guard.trajectory import ToolCall, Trajectory

ADDRESSES: Final = frozenset({"email", "phone", "iban"})
"""An argument that is nothing but one of these says whom a call reaches; it leaks nothing."""


class Secrets:
    """Finds keys, passwords and personal data in arguments and answers.

    What can't be seen without a model: a value that was encoded, paraphrased, translated or spread over several calls,
    and private matters that have no form of their own (a diagnosis, a salary in words).
    """

    name = "secrets"
    fingerprint = "patterns-1"

    def __init__(self) -> None:
        self._sightings = Sightings()

    def facts(self, check: Check) -> Sequence[SecretFact]:
        """Return one fact for each secret or personal datum in the calls, or in the answer."""
        if check.phase is Phase.CALL:
            return [fact for call in check.calls for fact in self._of_call(check.trajectory, call)]
        if check.phase is Phase.ANSWER:
            return [*self._of_answer(check), *link_facts(check.text, check.trajectory)]
        return ()

    def _of_call(self, trajectory: Trajectory, call: ToolCall) -> Iterator[SecretFact]:
        scope: Scope | None = None
        for path, value in leaves(call.args):
            for place in _in_argument(path, value):
                scope = scope or Scope(trajectory)
                yield self._fact(trajectory, scope, value, place, path=path, call_id=call.id)

    def _of_answer(self, check: Check) -> Iterator[SecretFact]:
        places = find_secrets(check.text)
        scope = Scope(check.trajectory) if places else None
        for place in places:
            assert scope
            yield self._fact(check.trajectory, scope, check.text, place)

    def _fact(
        self, trajectory: Trajectory, scope: Scope, text: str, place: Place, *, path: str = "", call_id: str = ""
    ) -> SecretFact:
        seen = self._sightings.of(trajectory, text[place.start : place.end])
        return SecretFact(
            place.kind,
            path,
            seen.origin,
            call_id,
            Span("", path, place.start, place.end),
            seen.source,
            scope.touches(text, place),
        )


def _in_argument(path: str, value: str) -> Iterator[Place]:
    if len(value) < 4:
        return
    named = field_kind(path.rpartition(".")[2])
    if named:
        yield Place(named, 0, len(value))
        return
    for place in find_secrets(value):
        if place.kind not in ADDRESSES or place.end - place.start < len(value.strip()):
            yield place
