"""Judges a tool call from the facts: the one `call` policy, as a rule.

What it asks of each call: does it change anything or reach anyone; who chose the values that decide what it does to
whom; does the text that carries an untrusted value read as data, or as an instruction to act; and does the request ask
for anything of this kind?
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from mosaic_guard.assessment import (
    ArgumentFact,
    Assessment,
    Finding,
    InjectionFact,
    Label,
    Phase,
    Role,
    SecretFact,
)
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.necessity import asks_for
from mosaic_guard.policies.output import STRONG
from mosaic_guard.policies.provenance import Delegation
from mosaic_guard.tool import Effect
from mosaic_guard.trajectory import Origin, ToolCall, Trajectory

CARRIER_INSTRUCTS = 0.4
"""Score from which the segment that carries a decisive value counts as an instruction: `sensitive`, so that a person
can tell a colleague's invitation from an attack; `malicious` from STRONG on. Lower than for whole outputs, since only
segments that feed a pending call are looked at."""


class CallPolicy:
    """The embedded rule that turns provenance and injection facts into a label.

    Args:
        instructs: scores how much a piece of text reads as an instruction to the agent, 0 to 1.
        delegation: tells whether the user's request hands the choice of a value over to its source.
        in_view: whether untrusted text is in view of the agent.
        threshold: score from which the text that carries a value counts as an instruction.
    """

    name = "call"
    blocking = False
    phases = frozenset({Phase.CALL})

    def __init__(
        self,
        *,
        instructs: Callable[[str], float],
        delegation: Callable[[Trajectory, ArgumentFact], Delegation],
        in_view: Callable[[Trajectory], bool],
        threshold: float = CARRIER_INSTRUCTS,
    ) -> None:
        self._instructs = instructs
        self._delegation = delegation
        self._in_view = in_view
        self._threshold = threshold
        self.fingerprint = f"rule-1:{threshold:g}"

    def assess(self, check: Check) -> Sequence[Assessment]:
        """Assess each call of the batch on its own facts."""
        return [self._one(check, call) for call in check.calls]

    def _one(self, check: Check, call: ToolCall) -> Assessment:
        spec = check.specs.get(call.name)
        effect = spec.effect if spec else Effect()
        signs = self._signs(check, call, effect)
        worst = max((s.label for s in signs), key=_RANK.index, default=Label.BENIGN)
        attacked = any(s.attacked for s in signs)
        return Assessment(
            policy=self.name,
            label=worst,
            role=Role.CALL,
            harm=_harm(effect),
            reversible=effect.reversible or not effect.write,
            matches_intent=False if attacked else True if worst is Label.BENIGN else None,
            attacked=attacked,
            findings=tuple(s.finding for s in signs),
        )

    def _signs(self, check: Check, call: ToolCall, effect: Effect) -> list[_Sign]:
        mine = [f for f in check.facts if isinstance(f, (ArgumentFact, SecretFact)) and f.call_id == call.id]
        leaks = [_leak(f) for f in mine if isinstance(f, SecretFact) and effect.external and _leaks(f)]
        if not effect.write and not effect.external:
            return []
        spec = check.specs.get(call.name)
        unasked = spec is not None and asks_for(check.trajectory.user_texts, spec) is False
        signs = [
            sign
            for fact in mine
            if isinstance(fact, ArgumentFact) and not fact.explained
            for sign in self._unexplained(check, fact, effect, unasked=unasked)
        ]
        if not signs and unasked and _matters(effect) and self._in_view(check.trajectory):
            signs = [_Sign(Label.SENSITIVE, _UNASKED)]
        return [*leaks, *signs]

    def _unexplained(self, check: Check, fact: ArgumentFact, effect: Effect, *, unasked: bool) -> list[_Sign]:
        if fact.origin is Origin.UNTRUSTED and fact.span is not None:
            score = self._instruction(check, fact)
            if score >= self._threshold:
                label = Label.MALICIOUS if score >= STRONG else Label.SENSITIVE
                return [_Sign(label, _instructed(fact), attacked=score >= STRONG)]
            if not fact.decisive or not (effect.write or unasked):
                return []  # data that is passed on, or a link that is followed as it stood
            delegated = self._delegation(check.trajectory, fact)
            named = delegated.names_source and delegated.asks_to_act
            if named and not unasked and not _poisoned(check, fact):
                return []
            return [_Sign(Label.SENSITIVE, _untrusted(fact))]
        if not fact.decisive or not self._in_view(check.trajectory):
            return []
        if not _matters(effect):
            return []
        return [_Sign(Label.SENSITIVE, _unexplained(fact))]

    def _instruction(self, check: Check, fact: ArgumentFact) -> float:
        """How much the text that carries a value reads as an instruction: as found in place, or on its own."""
        alone = self._instructs(fact.segment) if fact.segment else 0.0
        return max((i.score for i in _injections(check) if _covers(i, fact)), default=alone)


@dataclass(frozen=True, slots=True)
class _Sign:
    label: Label
    finding: Finding
    attacked: bool = False


_UNASKED: Final = Finding("unasked_action", "The request asks for nothing of this kind, and untrusted text is in view.")
_RANK = (Label.BENIGN, Label.SENSITIVE, Label.MALICIOUS)


def _matters(effect: Effect) -> bool:
    """Whether it can't simply be taken back at home."""
    return effect.external or (effect.write and not effect.reversible)


def _harm(effect: Effect) -> float:
    if not effect.write:
        return 0.3 if effect.external else 0.1
    return 0.3 + 0.3 * (not effect.reversible) + 0.3 * effect.external


def _injections(check: Check) -> list[InjectionFact]:
    return [f for f in check.facts if isinstance(f, InjectionFact)]


def _covers(injection: InjectionFact, fact: ArgumentFact) -> bool:
    block, span = injection.block, fact.span
    if span is None or (block.source, block.path) != (span.source, span.path):
        return False
    return block.start < span.end and span.start < block.end


def _poisoned(check: Check, fact: ArgumentFact) -> bool:
    source = fact.span.source if fact.span else ""
    return any(i.span.source == source and i.score >= STRONG for i in _injections(check))


def _leaks(fact: SecretFact) -> bool:
    """An address inside a mail is what mails are made of; a key, a card or a link that carries data away is not."""
    return not fact.origin.is_trusted and not fact.asked and fact.kind not in ("email", "phone")


def _leak(fact: SecretFact) -> _Sign:
    message = f"Argument {fact.path} carries {fact.kind} that the user did not give, to outside the trust boundary."
    return _Sign(Label.SENSITIVE, Finding("private_data_leaves", message, path=fact.path, span=fact.span))


def _instructed(fact: ArgumentFact) -> Finding:
    message = f"Argument {fact.path} comes from text that tells the agent what to do: {fact.segment!r}"
    return Finding("injected_argument", message, path=fact.path, span=fact.span)


def _untrusted(fact: ArgumentFact) -> Finding:
    message = f"Argument {fact.path} comes from an untrusted tool output: {fact.segment!r}"
    return Finding("untrusted_argument", message, path=fact.path, span=fact.span)


def _unexplained(fact: ArgumentFact) -> Finding:
    message = f"Nobody the user trusts gave the value of argument {fact.path}, and untrusted text is in view."
    return Finding("unexplained_argument", message, path=fact.path)
