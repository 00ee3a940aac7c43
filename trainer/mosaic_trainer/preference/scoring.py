"""One group: verify, compare, reward, and give advantages. All I/O is the judge's."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from mosaic_trainer.judge.base import Judge
from mosaic_trainer.judge.identity import identity
from mosaic_trainer.preference.advantage import advantages
from mosaic_trainer.preference.candidate import Candidate
from mosaic_trainer.preference.comparison import Scores, cycle_rate, scores
from mosaic_trainer.preference.group import GroupScores, Member
from mosaic_trainer.preference.preset import PRESETS, Preset
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.preference.strength import win_scores
from mosaic_trainer.preference.tournament import Tournament
from mosaic_trainer.preference.verify import Verify, verifier
from mosaic_trainer.rollout.rollout import Rollout
from mosaic_trainer.task.task import Task

_NO_FAULT: Final = frozenset({"context", "time", "hung"})
"""Ends that say nothing of the policy: masked."""


def score(
    task: Task,
    rollouts: Sequence[Rollout],
    judge: Judge,
    settings: RewardSettings,
    rng: random.Random,
    *,
    verify: Verify | None = None,
) -> GroupScores:
    """Score the rollouts of one group; the same seed of `rng` asks the judge the same.

    Raises:
        JudgeError: the run has to stop.
        ValueError: they are not one group.
    """
    _check_one_group(rollouts)
    candidates, members = _verified(task, rollouts, verify or verifier())
    scored = GroupScores(rollouts[0].group, tuple(members), pairs=len(candidates) * (len(candidates) - 1) // 2)
    if len(candidates) < max(2, settings.min_valid * len(rollouts)):
        return _dropped(scored, f"{len(candidates)} of {len(rollouts)} rollouts can be scored")
    preset = PRESETS[settings.preset]
    played, pools, same = _played(task, rollouts, candidates, preset, judge, settings, rng)
    met = scores(played.comparisons, settings.least_margin)
    scored = replace(
        scored,
        comparisons=tuple(played.comparisons),
        failures=tuple(played.failures),
        judge_calls=played.asked,
        pairs_judged=len(met),
        flip_rate=played.flips,
        cycle_rate=cycle_rate([member for pool in pools for member in pool], met),
    )
    if len(played.failures) > settings.max_judge_failures * played.asked:
        return _dropped(scored, f"the judge failed {len(played.failures)} of {played.asked} times")
    won = _won(pools, same, met, settings)
    return replace(scored, members=tuple(_rewarded(candidates, members, won, preset, settings)))


def _check_one_group(rollouts: Sequence[Rollout]) -> None:
    keys = {rollout.group for rollout in rollouts}
    if len(keys) != 1 or len({rollout.index for rollout in rollouts}) != len(rollouts):
        places = sorted((str(r.group), r.index) for r in rollouts)
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
        masked = f"ended by {outcome.ended}" if outcome.ended in _NO_FAULT else ""
        members.append(Member(verdict, tokens=outcome.policy_tokens, masked=masked))
        if not masked:
            candidates[place] = Candidate(task, rollout, outcome, verdict)
    return candidates, members


def _dropped(scored: GroupScores, why: str) -> GroupScores:
    members = tuple(replace(member, masked=member.masked or why) for member in scored.members)
    return replace(scored, members=members, dropped=why)


def _played(
    task: Task,
    rollouts: Sequence[Rollout],
    candidates: Mapping[int, Candidate],
    preset: Preset,
    judge: Judge,
    settings: RewardSettings,
    rng: random.Random,
) -> tuple[Tournament, list[list[int]], dict[int, int]]:
    """Play the pools; of what is identical only the first plays, and stands for the others."""
    pools: dict[object, list[int]] = defaultdict(list)
    same: dict[int, int] = {}
    first: dict[str, int] = {}
    if preset.pools != "none":
        for place, candidate in candidates.items():
            pools[candidate.verdict.tier if preset.pools == "tiers" else None].append(place)
            same[place] = first.setdefault(f"{candidate.verdict.tier}{identity(candidate.outcome)}", place)
    played = Tournament(task, rollouts, judge)
    playing = [[place for place in pool if same[place] == place] for pool in pools.values()]
    played.play(playing, settings.schedule, rng, settings.least_margin)
    return played, list(pools.values()), same


def _won(
    pools: Sequence[Sequence[int]], same: Mapping[int, int], met: Scores, settings: RewardSettings
) -> dict[int, float]:
    """Win scores of all that were compared; who should have been, and was with nobody, is left out."""
    won: dict[int, float] = {}
    for pool in pools:
        playing = {same[place] for place in pool}
        faced = {place for pair in met for place in pair}
        known = [place for place in pool if len(playing) == 1 or same[place] in faced]
        between: dict[tuple[int, int], float] = {}
        for a, b in combinations(known, 2):
            if same[a] == same[b]:
                between[a, b] = 0.5
            elif (pair := (min(same[a], same[b]), max(same[a], same[b]))) in met:
                between[a, b] = met[pair] if pair == (same[a], same[b]) else 1 - met[pair]
        won |= win_scores(known, between, settings.aggregate)
    return won


def _rewarded(
    candidates: Mapping[int, Candidate],
    members: Sequence[Member],
    won: Mapping[int, float],
    preset: Preset,
    settings: RewardSettings,
) -> list[Member]:
    compared = preset.pools != "none"
    counted = {p: replace(c, win_score=won.get(p, 0.5)) for p, c in candidates.items() if p in won or not compared}
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
        reward = rewards[place]
        made.append(
            replace(member, win_score=won.get(place), reward=reward.total, advantage=advantage, parts=reward.parts)
        )
    return made
