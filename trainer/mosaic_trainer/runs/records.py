"""What a run writes of its groups: one line a rollout, one line a comparison. They find each other by their group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from mosaic_guard.canonical import plain
from mosaic_guard.trajectory import JSON
from mosaic_trainer.preference.group import GroupScores, Member
from mosaic_trainer.rollout.rollout import GroupKey, Rollout
from mosaic_trainer.sandbox.outcome import Outcome


def of_rollouts(step: int, rollouts: Sequence[Rollout], scores: GroupScores) -> Iterator[dict[str, JSON]]:
    """Tell of each member of a group what it did, how that was judged, and what it learned from it."""
    for rollout, member in zip(rollouts, scores.members, strict=True):
        yield {
            **_key(step, scores.group),
            "index": rollout.index,
            "version": rollout.version,
            **_judged(member),
            "tokens": len(rollout.completion_ids),
            **(_played(rollout.outcome) if rollout.outcome else {}),
        }


def of_comparisons(step: int, scores: GroupScores) -> Iterator[dict[str, JSON]]:
    """Tell of each duel of a group who won, and why, by the judge's own words."""
    for said in scores.comparisons:
        yield {
            **_key(step, scores.group),
            "first": said.duel.first,
            "second": said.duel.second,
            "winner": said.winner,
            "margin": said.margin,
            "reason": said.reason,
        }
    for failed in scores.failures:
        yield {**_key(step, scores.group), "members": list(failed.members), "failed": failed.why}


def _key(step: int, group: GroupKey) -> dict[str, JSON]:
    return {"step": step, **asdict(group)}


def _judged(member: Member) -> Mapping[str, JSON]:
    verdict = member.verdict
    return {
        "tier": int(verdict.tier) if verdict else None,
        "why": verdict.why if verdict else "",
        "win_score": member.win_score,
        "reward": member.reward,
        "parts": dict(member.parts),
        "advantage": member.advantage,
        "masked": member.masked,
    }


def _played(outcome: Outcome) -> Mapping[str, JSON]:
    return {
        "ended": outcome.ended,
        "turns": outcome.turns,
        "thought_tokens": outcome.thought_tokens,
        "decided": [plain(asdict(decided)) for decided in outcome.decided],
        "effects": [plain(asdict(effect)) for effect in outcome.effects],
        "answer": outcome.answer,
    }
