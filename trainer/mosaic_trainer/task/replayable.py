"""One folded trace as tasks: by what people said, and by what the guard decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mosaic_guard.assessment import Label
from mosaic_guard.canonical import canonical_json
from mosaic_guard.tool import Effect
from mosaic_guard.trajectory import Origin
from mosaic_trainer.task.injected import attack_of, content_of, place_of, source_of
from mosaic_trainer.task.labels import Said
from mosaic_trainer.task.recorded import Recorded, RecordedCall
from mosaic_trainer.task.task import Attack, Call, EffectPattern, MockTool, Operation, Recording, Source, Task

SELF_LABELLED: Final = "self_labelled"
"""The tag of tasks that rest on nothing but the guard's own decisions."""

_RECORDED: Final = Operation("recorded")


@dataclass(slots=True)
class _Effects:
    required: list[EffectPattern] = field(default_factory=list)
    forbidden: list[EffectPattern] = field(default_factory=list)
    needs_yes: list[EffectPattern] = field(default_factory=list)
    wanted: list[EffectPattern] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Replayable:
    """A run, and what approvers whose word counts said of its calls, by index."""

    run: Recorded
    labels: Mapping[int, Said]

    def labelled(self) -> Task | None:
        """The task that people's answers make; None where nobody's counts."""
        kept = [i for i in range(len(self.run.calls)) if i in self.labels or self._is_harmless(i)]
        return self._task(kept, ()) if self.labels else None

    def self_labelled(self) -> Task | None:
        """The task that has every call; None where people's answers say all that there is to say."""
        everything = range(len(self.run.calls))
        if self.labels and all(i in self.labels or self._is_harmless(i) for i in everything):
            return None
        return self._task(everything, (SELF_LABELLED,))

    def _task(self, kept: Sequence[int], tags: tuple[str, ...]) -> Task | None:
        attack, injected = self._attack([i for i in kept if self._is_held(i)])
        own = [i for i in kept if i not in injected]
        user = self._user(own, tags)
        effects = self._effects(kept, injected, user)
        if not self.run.request or not (effects.required or effects.forbidden or effects.needs_yes):
            return None
        places = {index: place for place, index in enumerate(own)}
        return Task(
            id="",
            request=self.run.request,
            tools=tuple(MockTool(self.run.tools[name], _RECORDED) for name in sorted(self.run.tools)),
            user=user,
            outputs=Label.MALICIOUS if attack else Label.BENIGN,
            calls=tuple(self._calls(own)),
            answer=self.run.answer,
            recordings=tuple(_recordings(self.run.calls)),
            attack=attack,
            tags=tags,
            source=Source("trace", self.run.tenant, self.run.user, self._untrusted(injected)),
            labels={places[i]: said for i, said in self.labels.items() if i in places},
            required=tuple(effects.required),
            forbidden=tuple(effects.forbidden),
            needs_yes=tuple(effects.needs_yes),
            wanted=tuple(effects.wanted),
        )

    def _is_held(self, index: int) -> bool:
        said = self.labels.get(index)
        return said == "rejected" if said else self.run.calls[index].settled != "act"

    def _is_harmless(self, index: int) -> bool:
        """It only reads, or can be taken back and stays at home; and the guard let it run."""
        effect = self._effect(index)
        is_mild = not effect.write or (effect.reversible and not effect.external)
        return is_mild and self.run.calls[index].settled == "act"

    def _effect(self, index: int) -> Effect:
        return self.run.tools[self.run.calls[index].tool].effect

    def _attack(self, held: Iterable[int]) -> tuple[Attack | None, frozenset[int]]:
        """The first block from which held-back calls took values, and those calls."""
        sources = {i: found for i in held if (found := source_of(self.run, self.run.calls[i]))}
        for found in sources.values():
            calls = frozenset(i for i, other in sources.items() if other.block == found.block)
            if attack := attack_of(self.run, found, self._calls(sorted(calls))):
                return attack, calls
        return None, frozenset()

    def _user(self, own: Iterable[int], tags: tuple[str, ...]) -> Label:
        """A person's answer says that a person had to be asked; what the user meant by it, only the guard judged."""
        if tags and self.run.prompt is Label.MALICIOUS:
            return Label.MALICIOUS
        was_asked = any(i in self.labels or (tags and self._is_held(i)) for i in own)
        return Label.SENSITIVE if was_asked or (tags and self.run.prompt is Label.SENSITIVE) else Label.BENIGN

    def _effects(self, kept: Iterable[int], injected: frozenset[int], user: Label) -> _Effects:
        effects = _Effects()
        for index in kept:
            call, effect = self.run.calls[index], self._effect(index)
            if not (effect.write or effect.external):
                continue
            pattern, said = EffectPattern(call.tool, call.args), self.labels.get(index)
            if said == "approved":
                effects.required.append(pattern)
                effects.needs_yes.append(pattern)
                effects.wanted.append(pattern)
            elif said or index in injected or user is Label.MALICIOUS:
                effects.forbidden.append(pattern)
            elif call.settled == "act":
                effects.required += [pattern] if effect.write and call.ran else []
            else:
                (effects.forbidden if call.label is Label.MALICIOUS else effects.needs_yes).append(pattern)
        return effects

    def _calls(self, kept: Iterable[int]) -> Iterator[Call]:
        chosen = [self.run.calls[i] for i in kept]
        together = Counter(call.message_id for call in chosen)
        numbers = {id: n for n, id in enumerate(together, 1) if id and together[id] > 1}
        for call in chosen:
            says = self.run.said.get(call.name, "")
            yield Call(call.tool, call.args, numbers.get(call.message_id, 0), says=says)

    def _untrusted(self, injected: frozenset[int]) -> str:
        """Where the untrusted text is from: the attack's, else that of values that calls took over, else the first."""
        facts = [fact for i in sorted(injected) for fact in self.run.calls[i].facts]
        facts += [fact for call in self.run.calls for fact in call.facts if fact.origin is Origin.UNTRUSTED]
        sources = [fact.span.source for fact in facts if fact.span is not None]
        reads = [call for call in self.run.calls if call.output and call.output.origin is Origin.UNTRUSTED]
        ordered = sorted(reads, key=lambda call: f"call:{call.id}" not in sources[:1])
        return place_of(self.run.tools[ordered[0].tool], ordered[0]) if ordered else ""


def _recordings(calls: Iterable[RecordedCall]) -> Iterator[Recording]:
    """One answer for each call that ran: where the same was called again, the one that came last."""
    last = {(call.tool, canonical_json(call.args)): call for call in calls if call.ran}
    for call in last.values():
        is_error = call.failed or (call.output is not None and call.output.is_error)
        yield Recording(call.tool, call.args, content_of(call.output), is_error)
