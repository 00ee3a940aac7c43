"""The call that is looked at: its tool, what the user asked for, and what is known of its values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mosaic_guard.assessment import ArgumentFact
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.call.chosen import Chosen, chosen
from mosaic_guard.policies.call.request import Request, read_request
from mosaic_guard.policies.provenance.addressees import arguments
from mosaic_guard.policies.provenance.leaves import Value, spelled, values
from mosaic_guard.policies.reach import effect_of
from mosaic_guard.tool import Effect, ToolSpec
from mosaic_guard.trajectory import Item, Message, Origin, ToolCall, ToolOutput

_MOST_VALUES: Final = 128
"""Unexplained values of one call that are looked at; the decisive ones first. With more, a person is asked."""
_STEPS_BACK: Final = 400


@dataclass(frozen=True)
class Pending:
    """One call of a check; what several who look at it need is worked out once."""

    check: Check
    call: ToolCall

    @cached_property
    def spec(self) -> ToolSpec:
        """The tool's declaration; for an unknown tool the strictest."""
        return self.check.specs.get(self.call.name) or ToolSpec(self.call.name)

    @cached_property
    def effect(self) -> Effect:
        """What the call does."""
        return effect_of(self.check.specs.get(self.call.name), self.call)

    @cached_property
    def said(self) -> tuple[str, ...]:
        """What the user said, turn by turn."""
        return tuple(self.check.trajectory.user_texts)

    @cached_property
    def request(self) -> Request:
        """The same, as it is read."""
        return read_request(self.said)

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
        return {leaf.path: leaf for leaf in arguments(self.call.args)}

    def text(self, fact: ArgumentFact) -> str:
        """Spell the value that a fact is about."""
        return spelled(self.leaves[fact.path].value).strip()

    def name(self, fact: ArgumentFact) -> str:
        """Give the innermost name of its argument."""
        return next((name for name in reversed(self.leaves[fact.path].names) if name), "")

    @cached_property
    def newest(self) -> tuple[Item, ...]:
        """The last steps of the run."""
        trajectory = self.check.trajectory
        return tuple(trajectory.since(max(0, len(trajectory) - _STEPS_BACK)))

    @cached_property
    def before(self) -> tuple[ToolCall, ...]:
        """The calls since the user last spoke, without this batch."""
        mine = {call.message_id or call.id for call in self.check.calls}  # a message may give a used id again
        found: list[ToolCall] = []
        for item in reversed(self.newest):
            if isinstance(item, Message):
                if item.origin is Origin.USER:
                    break
                found += [call for call in item.calls if (call.message_id or call.id) not in mine]
        return tuple(found)

    @cached_property
    def used_before(self) -> frozenset[str]:
        """The values of earlier calls that ran; a call that was refused makes nothing known."""
        ran = {item.call_id for item in self.newest if isinstance(item, ToolOutput) and not item.is_error}
        return frozenset(spelled(v.value).strip() for c in self.before if c.id in ran for v in values(c.args))

    @cached_property
    def chosen(self) -> Chosen:
        """What the agent chose before it had read anything untrusted."""
        return chosen(self.check.trajectory)
