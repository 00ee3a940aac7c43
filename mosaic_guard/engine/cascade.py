"""How everybody who assesses is asked, and what their failures become."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial

from mosaic_guard.assessment import Assessment, Fact, Finding, Floor, Label, Phase, Role
from mosaic_guard.decision import State
from mosaic_guard.engine.length import Lengths, is_long
from mosaic_guard.engine.offload import Offload
from mosaic_guard.engine.steps import Steps
from mosaic_guard.policies.base import Check, FactSource, FloorSource, Named, Policy
from mosaic_guard.policies.reach import effect_of, matters

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that was said of one subject."""

    floors: tuple[Floor, ...]
    assessments: tuple[Assessment, ...]
    facts: tuple[Fact, ...]
    state: State = "ok"


@dataclass(frozen=True, slots=True)
class Cascade:
    """Facts first, then floors, then opinions; a blocking policy is asked only about what is not settled yet."""

    fact_sources: tuple[FactSource, ...] = ()
    floor_sources: tuple[FloorSource, ...] = ()
    policies: tuple[Policy, ...] = ()
    plugins: tuple[Policy, ...] = ()
    """Policies that come from plugins: their assessments only tighten, whatever role they claim."""
    offload: Offload = field(default_factory=lambda: Offload(limit=256))
    lengths: Lengths = field(default_factory=Lengths)

    @property
    def fingerprint(self) -> str:
        """Changes whenever the answers may."""
        text = "\n".join(f"{part.name}={part.fingerprint}" for part in self._parts)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def fingerprints(self) -> dict[str, str]:
        """Everybody who is asked, by name."""
        return {part.name: part.fingerprint for part in self._parts}

    @property
    def _parts(self) -> tuple[Named, ...]:
        return (*self.fact_sources, *self.floor_sources, *self.policies, *self.plugins)

    def judge(self, check: Check) -> Steps[list[Judgement]]:
        """Ask everybody; one judgement per subject, in order."""
        itself = is_long(check)
        aside = itself or self.lengths.is_long(check)
        facts, broken = yield from self._known(check, aside=aside)
        check = replace(check, facts=(*check.facts, *facts)) if facts else check
        floors = yield from self._limits(check, aside=itself)  # they don't look back
        opinions: list[list[Assessment]] = [list(broken) for _ in range(check.subjects)]
        for policy in (*self.policies, *self.plugins):
            if check.phase not in policy.phases:
                continue
            if policy.blocking and all(map(partial(_settled, check, policy), range(check.subjects), floors, opinions)):
                continue
            given = yield from self._ask(policy, check, aside=aside or policy.blocking)
            for opinion, answer in zip(opinions, given, strict=True):
                opinion.append(answer)
        state = worst_state(self.policies)
        return [
            Judgement(tuple(limits), tuple(opinion), check.facts, state)
            for limits, opinion in zip(floors, opinions, strict=True)
        ]

    def _known(self, check: Check, *, aside: bool) -> Steps[tuple[list[Fact], list[Assessment]]]:
        if not aside:
            return self._facts(check)
        try:
            found: tuple[list[Fact], list[Assessment]] = yield self.offload.submit(self._facts, check)
        except Exception as error:  # it took too long, or too many run already: as if each source had failed
            return [], [failed("facts", error)]
        return found

    def _limits(self, check: Check, *, aside: bool) -> Steps[list[list[Floor]]]:
        if not aside:
            return self._floors(check)
        try:
            floors: list[list[Floor]] = yield self.offload.submit(self._floors, check)
        except Exception as error:  # as above
            return [[_unlimited("floors", error)] for _ in range(check.subjects)]
        return floors

    def _facts(self, check: Check) -> tuple[list[Fact], list[Assessment]]:
        facts: list[Fact] = []
        broken: list[Assessment] = []
        for source in self.fact_sources:
            try:
                facts.extend(source.facts(check))
            except Exception as error:  # a fact source that fails on this input fails the check, never opens it
                broken.append(failed(source.name, error))
        return facts, broken

    def _floors(self, check: Check) -> list[list[Floor]]:
        floors: list[list[Floor]] = [[] for _ in range(check.subjects)]
        for source in self.floor_sources:
            try:
                for limits, more in zip(floors, source.floors(check), strict=True):
                    limits.extend(more)
            except Exception as error:  # as above
                _log.exception("floor source failed name=%s", source.name)
                for limits in floors:
                    limits.append(_unlimited(source.name, error))
        return floors

    def _ask(self, policy: Policy, check: Check, *, aside: bool) -> Steps[Sequence[Assessment]]:
        started = time.perf_counter()
        try:
            if aside:
                future: Future[Sequence[Assessment]] = self.offload.submit(policy.assess, check)
                answers = yield future
            else:
                answers = policy.assess(check)
            answers = _checked(answers, check.subjects)
        except Exception as error:  # whatever went wrong on this input: a failed assessment, so fail closed
            return [failed(policy.name, error)] * check.subjects
        cost = (time.perf_counter() - started) * 1000
        if not aside and cost > self.offload.seconds * 1000:
            _log.warning("policy held up the event loop policy=%s ms=%.0f; give it blocking = True", policy.name, cost)
        role = Role.TIGHTEN if policy in self.plugins else None
        return [replace(a, cost_ms=cost, role=role or a.role) for a in answers]


def _unlimited(name: str, error: Exception) -> Floor:
    """The limit that nobody could read is the strictest one."""
    return Floor("refuse", Finding("floor_failed", f"{name} failed: {type(error).__name__}: {error}"), source=name)


def worst_state(policies: Sequence[Policy]) -> State:
    """The worst state any policy reports of itself; those that report none are ok, and nonsense is not."""
    states = [getattr(p, "state", "ok") for p in policies]
    if "down" in states:
        return "down"
    return "ok" if states.count("ok") == len(states) else "degraded"


def _settled(check: Check, policy: Policy, at: int, floors: Sequence[Floor], opinions: Sequence[Assessment]) -> bool:
    """Whether a slow policy could change nothing about a subject, or needs not look at it.

    Refused is refused. A call that only reads at home is left to the embedded policies, unless they find something or
    the policy says that it looks at reads too.
    """
    if any(f.action == "refuse" for f in floors) or any(o.label is Label.MALICIOUS for o in opinions):
        return True
    if check.phase is not Phase.CALL or getattr(policy, "reads", False):
        return False
    call = check.calls[at]
    only_reads = not matters(effect_of(check.specs.get(call.name), call))
    return only_reads and all(o.label is Label.BENIGN and o.state == "ok" for o in opinions)


def _checked(answers: object, subjects: int) -> Sequence[Assessment]:
    if not isinstance(answers, (list, tuple, Sequence)) or len(answers) != subjects:
        msg = f"expected {subjects} assessments, got {answers!r:.200}"
        raise TypeError(msg)
    return [_sound(answer) for answer in answers]


def _sound(answer: object) -> Assessment:
    """An assessment that can be compared, shown and recorded; raises TypeError for any other answer."""
    if not isinstance(answer, Assessment) or not isinstance(answer.label, Label) or not isinstance(answer.policy, str):
        msg = f"expected an Assessment with a Label, got {answer!r:.200}"
        raise TypeError(msg)
    sound = answer if type(answer.findings) is tuple else replace(answer, findings=tuple(answer.findings))
    if sound.findings and not all(isinstance(finding, Finding) for finding in sound.findings):
        msg = f"expected Findings, got {answer.findings!r:.200}"
        raise TypeError(msg)
    hash(sound)
    return sound


def failed(name: str, error: Exception) -> Assessment:
    """What a policy said that said nothing: fail closed."""
    _log.error("assessment failed policy=%s error=%s", name, type(error).__name__, exc_info=error)
    finding = Finding("assessment_failed", f"{name} failed: {type(error).__name__}: {error}")
    return Assessment(name, Label.SENSITIVE, state="failed", findings=(finding,))
