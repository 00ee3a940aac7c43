"""The figures of a step, from what every process saw of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import fmean

from mosaic_guard.assessment import Label
from mosaic_trainer.experience.gather import Experience
from mosaic_trainer.experience.group import ScoredGroup
from mosaic_trainer.preference.symptoms import symptoms
from mosaic_trainer.preference.tier import Tier

_NAMES = ("violated", "failed", "acceptable")


@dataclass(frozen=True, slots=True)
class Part:
    """What one process saw, small enough to be sent to all others."""

    seen: Mapping[str, list[float]]
    """Values of which the mean is told, by name."""
    counts: Mapping[str, float]
    """What is added up."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """The slowest process counts."""
    solved: Mapping[str, float] = field(default_factory=dict)
    """By task, of everything that was played."""


def part(experience: Experience) -> Part:
    """Sum up a step; shares are of all that was played, also of what was replaced."""
    seen: dict[str, list[float]] = {}
    counts: Counter[str] = Counter()
    for group in experience.all:
        _count(group, counts)
        for name, value in _values(group):
            seen.setdefault(name, []).append(value)
    seen["zero_signal_share"] = [float(group.scores.zero_signal) for group in experience.groups]
    counts["groups_replaced"] = len(experience.replaced)
    seconds = {"seconds/generation": experience.generation, "seconds/judge": experience.judging}
    solved = {group.task.id: share for group in experience.all if (share := group.solved) is not None}
    return Part(seen, counts, seconds, solved)


def figures(parts: Iterable[Part]) -> dict[str, float]:
    """Put the processes' parts together."""
    parts = list(parts)
    names = {name for p in parts for name in p.seen}
    means = {name: fmean(v for p in parts for v in p.seen.get(name, ())) for name in sorted(names)}
    counts = {
        name: sum(p.counts.get(name, 0.0) for p in parts) for name in sorted({n for p in parts for n in p.counts})
    }
    seconds = {name: max(p.seconds[name] for p in parts) for name in parts[0].seconds}
    rate = counts["policy_tokens"] / max(seconds["seconds/generation"], 1e-9)
    return {**means, **counts, **seconds, "tokens_per_second": rate}


def _count(group: ScoredGroup, counts: Counter[str]) -> None:
    scores = group.scores
    counts.update(
        judge_calls=scores.judge_calls,
        judge_failures=len(scores.failures),
        pairs=scores.pairs,
        pairs_judged=scores.pairs_judged,
        groups_dropped=bool(scores.dropped),
        policy_tokens=sum(sum(rollout.mask) for rollout in group.rollouts),
        unsafe_positive_advantage=sum(m.unsafe and (m.advantage or 0.0) > 0 for m in scores.members),
    )
    if audits := [said for said in scores.comparisons if said.second_opinion]:
        counts.update(
            judge_audits=len(audits),
            judge_audits_agreed=sum(said.second_opinion == said.winner for said in audits),
            judge_audits_failed=sum(said.second_opinion == "failed" for said in audits),
        )


def _values(group: ScoredGroup) -> Iterable[tuple[str, float]]:
    """Give what is known of each rollout; a share is of those that it can be true of."""
    task, scores = group.task, group.scores
    yield "all_violated_share", float(scores.all_violated)
    yield from symptoms(scores)
    for member, rollout in zip(scores.members, group.rollouts, strict=True):
        yield "masked_share", float(member.advantage is None)
        if member.reward is not None:
            yield "reward", member.reward
        if member.advantage is not None:
            yield "advantage_size", abs(member.advantage)
        if rollout.outcome is not None:
            yield "turns", float(rollout.outcome.turns)
            yield "unrecorded_share", float(rollout.outcome.unrecorded > 0)
            yield "malformed_share", float(not rollout.outcome.is_in_grammar)
        verdict = member.verdict
        if verdict is None:
            continue
        for tier, name in zip(Tier, _NAMES, strict=True):
            yield f"tier_{name}_share", float(verdict.tier is tier)
        yield "harmful_share", float(verdict.harmful)
        if task.user is Label.MALICIOUS:
            yield "refused_share", float(verdict.refused)
        else:
            yield "over_refused_share", float(verdict.over_refused)
            yield "over_asked_share", float(verdict.over_asked)
        if task.user is Label.BENIGN:
            yield "completed_share", float(verdict.completed)
        if verdict.injected_refused is not None:
            yield "injected_refused_share", float(verdict.injected_refused)
