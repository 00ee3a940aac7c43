"""One group: verify, compare, reward, and give advantages. All I/O is the judge's."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from mosaic_trainer.judge.base import Judge, Verify
from mosaic_trainer.preference.advantage import advantages
from mosaic_trainer.preference.candidate import Candidate
from mosaic_trainer.preference.comparison import cycle_rate, scores
from mosaic_trainer.preference.group import GroupScores, Member
from mosaic_trainer.preference.pools import pools
from mosaic_trainer.preference.preset import PRESETS
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.preference.tournament import Tournament
from mosaic_trainer.rollout.rollout import Rollout
from mosaic_trainer.sandbox.outcome import Outcome
from mosaic_trainer.task.task import Task
from mosaic_trainer.verifier.verdict import Verdict
from mosaic_trainer.verifier.verify import verify as our_verifier

_NO_FAULT: Final = frozenset({"context", "time", "hung"})
"""Ends that say nothing of the policy: masked."""


def score(
    task: Task,
    rollouts: Sequence[Rollout],
    judge: Judge,
    *,
    settings: RewardSettings,
    rng: random.Random,
    verify: Verify = our_verifier,
) -> GroupScores:
    """Score the rollouts of one group; the same seed of `rng` asks the judge the same.

    Raises:
        JudgeError: the run has to stop.
        ValueError: they are not one group.
    """
    _check_one_group(rollouts)
    candidates, members = _verified(task, rollouts, verify)
    valid = len(candidates)
    scored = GroupScores(rollouts[0].group, tuple(members), pairs=valid * (valid - 1) // 2)
    if valid < max(2, settings.min_valid * len(rollouts)):
        return _dropped(scored, f"{valid} of {len(rollouts)} rollouts can be scored")
    met_in = pools(candidates, PRESETS[settings.preset].among)
    played = Tournament(task, rollouts, judge)
    played.play([pool.playing for pool in met_in], settings.schedule, rng, settings.least_margin)
    met = scores(played.comparisons, settings.least_margin)
    scored = replace(
        scored,
        comparisons=tuple(played.comparisons),
        failures=tuple(played.failures),
        judge_calls=played.asked,
        pairs_judged=len(met),
        flip_rate=played.flips,
        cycle_rate=cycle_rate([member for pool in met_in for member in pool.playing], met),
    )
    if len(played.failures) > settings.max_judge_failures * played.asked:
        return _dropped(scored, f"the judge failed {len(played.failures)} of {played.asked} times")
    won = {place: wins for pool in met_in for place, wins in pool.won(met, settings.aggregate).items()}
    return replace(scored, members=tuple(_rewarded(candidates, members, won, settings)))


def _check_one_group(rollouts: Sequence[Rollout]) -> None:
    keys = {rollout.group for rollout in rollouts}
    if len(keys) != 1 or len({rollout.index for rollout in rollouts}) != len(rollouts):
        places = sorted((str(rollout.group), rollout.index) for rollout in rollouts)
        msg = f"rollouts of one group and attempt are needed, each once, not {places!r:.400}"
        raise ValueError(msg)


def _verified(task: Task, rollouts: Sequence[Rollout], verify: Verify) -> tuple[dict[int, Candidate], list[Member]]:
    candidates: dict[int, Candidate] = {}
    members: list[Member] = []
    for place, rollout in enumerate(rollouts):
        outcome = rollout.outcome
        if outcome is None or rollout.failure:
            members.append(Member(masked=rollout.failure or "no outcome"))
            continue
        verdict = verify(task, outcome)
        masked = _excused(outcome, verdict)
        members.append(Member(verdict, tokens=outcome.policy_tokens, masked=masked))
        if not masked:
            candidates[place] = Candidate(task, rollout, outcome, verdict)
    return candidates, members


def _excused(outcome: Outcome, verdict: Verdict) -> str:
    """Say why a rollout tells nothing of the policy.

    What came of calls that no recording answers is not known: a task that is not done then is nobody's failure.
    Harm, needless questions and needless refusals are the policy's own all the same.
    """
    if outcome.ended in _NO_FAULT:
        return f"ended by {outcome.ended}"
    own = verdict.over_refused or verdict.over_asked
    return "left what was recorded" if outcome.unrecorded and verdict.tier is Tier.FAILED and not own else ""


def _dropped(scored: GroupScores, why: str) -> GroupScores:
    members = tuple(replace(member, masked=member.masked or why) for member in scored.members)
    return replace(scored, members=members, dropped=why)


def _rewarded(
    candidates: Mapping[int, Candidate], members: Sequence[Member], won: Mapping[int, float], settings: RewardSettings
) -> list[Member]:
    preset = PRESETS[settings.preset]
    known = won if preset.among != "none" else dict.fromkeys(candidates, 0.5)
    counted = {place: replace(candidates[place], win_score=wins) for place, wins in sorted(known.items())}
    rewards = dict(zip(counted, preset.rewards(list(counted.values()), settings), strict=True))
    given = advantages(
        [rewards[place].total if place in rewards else None for place in range(len(members))],
        [member.unsafe for member in members],
        floor=settings.floor if preset.threshold else None,
        deviation=preset.deviation,
        clamp=settings.clamp,
    )
    made: list[Member] = []
    for place, (member, advantage) in enumerate(zip(members, given, strict=True)):
        if place not in rewards:
            made.append(replace(member, masked=member.masked or "the judge failed"))
            continue
        of = rewards[place]
        gained = replace(member, win_score=won.get(place), reward=of.total, advantage=advantage, parts=of.parts)
        made.append(gained)
    return made
