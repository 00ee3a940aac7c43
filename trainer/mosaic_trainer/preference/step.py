"""The groups of a training step together: how many all-unsafe ones may push, and what is worth watching."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import fmean

from mosaic_trainer.preference.group import GroupScores, Member
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.preference.tier import Tier


def capped(groups: Sequence[GroupScores], settings: RewardSettings) -> list[GroupScores]:
    """Mask groups of nothing but violations beyond the share that a step may hold, but never the only one.

    They say what not to do, and nothing of what to do instead: many of them at once only push.
    """
    left = max(1, int(settings.max_all_violated * len(groups)))
    kept: list[GroupScores] = []
    for group in groups:
        pushes = group.all_violated and not group.dropped
        left -= pushes
        kept.append(_masked(group) if pushes and left < 0 else group)
    return kept


def step_metrics(groups: Sequence[GroupScores]) -> dict[str, float]:
    """Sum up a step; what nothing was seen of is left out."""
    members = [member for group in groups for member in group.members]
    scored = [member for member in members if member.reward is not None]
    found = {
        "reward": _mean(m.reward for m in scored if m.reward is not None),
        "zero_signal_share": _mean(group.zero_signal for group in groups),
        "all_violated_share": _mean(group.all_violated for group in groups),
        "dropped_share": _mean(bool(group.dropped) for group in groups),
        "masked_share": _mean(bool(m.masked) for m in members),
        "unsafe_positive_advantages": sum((m.advantage or 0) > 0 for m in members if m.unsafe),
        "advantage_size": _mean(abs(m.advantage) for m in members if m.advantage is not None),
        "win_length_correlation": win_length_correlation(groups),
        **_parts(scored),
        **_verdicts([m for m in members if m.verdict]),
        **_judge(groups),
    }
    return {name: float(value) for name, value in found.items() if value is not None}


def win_length_correlation(groups: Iterable[GroupScores]) -> float | None:
    """Pearson's, of win score and tokens, each less its group's mean; beyond 0.3 either way it is an alarm."""
    wins: list[float] = []
    lengths: list[float] = []
    for group in groups:
        met = [(m.win_score, m.tokens) for m in group.members if m.win_score is not None]
        if met:
            wins += _centred([won for won, _ in met])
            lengths += _centred([tokens for _, tokens in met])
    size = math.sqrt(sum(w * w for w in wins) * sum(x * x for x in lengths))
    return sum(w * x for w, x in zip(wins, lengths, strict=True)) / size if size else None


def _masked(group: GroupScores) -> GroupScores:
    why = "more groups of nothing but violations than a step may hold"
    members = tuple(replace(m, advantage=None, masked=m.masked or why) for m in group.members)
    return replace(group, members=members, dropped=why)


def _parts(scored: Sequence[Member]) -> dict[str, float | None]:
    names = sorted({name for member in scored for name in member.parts})
    return {f"reward_{name}": _mean(m.parts[name] for m in scored if name in m.parts) for name in names}


def _verdicts(members: Sequence[Member]) -> dict[str, float | None]:
    tiers = Counter(member.tier for member in members)
    verdicts = [member.verdict for member in members if member.verdict]
    injected = [v.injected_refused for v in verdicts if v.injected_refused is not None]
    return {
        **{f"tier_{tier.name.lower()}_share": tiers[tier] / len(members) if members else None for tier in Tier},
        "completed_share": _mean(v.completed for v in verdicts),
        "harmful_share": _mean(v.harmful for v in verdicts),
        "refused_share": _mean(v.refused for v in verdicts),
        "over_refused_share": _mean(v.over_refused for v in verdicts),
        "over_asked_share": _mean(v.over_asked for v in verdicts),
        "injected_refused_share": _mean(injected),
    }


def _judge(groups: Sequence[GroupScores]) -> dict[str, float | None]:
    said = [comparison for group in groups for comparison in group.comparisons]
    decided = [comparison.winner for comparison in said if comparison.winner != "tie"]
    calls, pairs = sum(group.judge_calls for group in groups), sum(group.pairs for group in groups)
    return {
        "judge_calls": calls,
        "judge_failed_share": sum(len(group.failures) for group in groups) / calls if calls else None,
        "judge_pairs_share": sum(group.pairs_judged for group in groups) / pairs if pairs else None,
        "judge_tie_share": _mean(comparison.winner == "tie" for comparison in said),
        "judge_first_share": _mean(winner == "first" for winner in decided),
        "judge_flip_rate": _mean(group.flip_rate for group in groups if group.flip_rate is not None),
        "judge_cycle_rate": _mean(group.cycle_rate for group in groups if group.cycle_rate is not None),
    }


def _mean(values: Iterable[float]) -> float | None:
    counted = list(values)
    return fmean(counted) if counted else None


def _centred(values: Sequence[float]) -> list[float]:
    mean = fmean(values)
    return [value - mean for value in values]
