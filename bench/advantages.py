"""What advantages cost beside a plain mean, and how many pairs tiers save a judge.

python bench/advantages.py
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from itertools import combinations

from mosaic_trainer.judge.deterministic import DeterministicJudge
from mosaic_trainer.preference.advantage import advantages
from mosaic_trainer.preference.candidate import Candidate
from mosaic_trainer.preference.comparison import Comparison, scores
from mosaic_trainer.preference.group import GroupScores
from mosaic_trainer.preference.schedule import Duel
from mosaic_trainer.preference.scoring import score
from mosaic_trainer.preference.settings import PresetName, RewardSettings
from mosaic_trainer.preference.strength import win_scores
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.preference.tiers import tiered
from mosaic_trainer.rollout.rollout import GroupKey, Rollout
from mosaic_trainer.sandbox.outcome import Outcome
from mosaic_trainer.task.task import Task
from mosaic_trainer.verifier.verdict import Verdict

from mosaic_guard.assessment import Label

GROUPS, SIZE, MIXED = 10_000, 8, 300
SETTINGS = RewardSettings()
TASK = Task("bench", "Pay the rent.", (), Label.BENIGN, Label.BENIGN)
MIX = {"harmful half the time": (4, 1, 3), "even": (1, 1, 1), "nearly learned": (1, 1, 8), "learned": (0, 0, 1)}


class Opinionated(DeterministicJudge):
    """Has an opinion on everything, for nothing."""

    def compare(self, task: Task, rollouts: Sequence[Rollout], duels: Sequence[Duel]) -> list[Comparison]:  # noqa: ARG002  # the seat
        """By number, somehow."""
        return [Comparison(duel, "first" if duel.first * 5 % 7 < duel.second * 5 % 7 else "second") for duel in duels]


def verdict(tier: Tier) -> Verdict:
    return Verdict(tier, "", tier == 2, tier == 0, refused=False, over_refused=False, over_asked=False)


def group(tiers: list[Tier]) -> list[Candidate]:
    outcome = Outcome("answered", policy_tokens=9)
    return [Candidate(TASK, Rollout(GroupKey("bench", 0), i), outcome, verdict(t)) for i, t in enumerate(tiers)]


def from_comparisons(candidates: list[Candidate], said: list[Comparison]) -> list[float | None]:
    """All that follows the judge's last word: sum up, win scores, rewards, advantages."""
    won = win_scores(range(SIZE), scores(said))
    made = [Candidate(c.task, c.rollout, c.outcome, c.verdict, won[place]) for place, c in enumerate(candidates)]
    rewards = [reward.total for reward in tiered(made, SETTINGS)]
    return advantages(rewards, [c.verdict.tier is Tier.VIOLATED for c in candidates], floor=SETTINGS.floor)


def plain_mean(rewards: list[float]) -> list[float]:
    mean = sum(rewards) / len(rewards)
    return [reward - mean for reward in rewards]


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    for _ in range(GROUPS):
        work()
    return time.process_time() - began


def speed() -> None:
    tiers = [Tier(place % 3) for place in range(SIZE)]
    candidates, judge = group(tiers), Opinionated()
    said = judge.compare(TASK, (), [Duel(*pair) for pair in combinations(range(SIZE), 2)])
    rewards = [float(tier) for tier in tiers]
    unsafe = [tier is Tier.VIOLATED for tier in tiers]
    base = seconds(lambda: plain_mean(rewards))
    alone = seconds(lambda: advantages(rewards, unsafe, floor=SETTINGS.floor))
    whole = seconds(lambda: from_comparisons(candidates, said))
    print(f"{GROUPS:,} groups of {SIZE}, seconds of the processor, and how many times a plain mean that is")
    print(f"  reward - mean                         {base:6.3f}")
    print(f"  baseline and clamp                    {alone:6.3f}  {alone / base:5.1f}")
    print(f"  from {len(said)} comparisons to advantages    {whole:6.3f}  {whole / base:5.1f}")


def judged(weights: tuple[int, ...], preset: PresetName, rng: random.Random) -> GroupScores:
    tiers = rng.choices(list(Tier), weights, k=SIZE)
    key = GroupKey("bench", 0)
    rollouts = [Rollout(key, i, outcome=Outcome("answered", answer=str(i))) for i in range(SIZE)]
    settings = RewardSettings(preset=preset)
    return score(
        TASK,
        rollouts,
        Opinionated(),
        settings=settings,
        rng=rng,
        verify=lambda _, outcome: verdict(tiers[int(outcome.answer)]),
    )


def saved() -> None:
    print(f"pairs judged, of all {SIZE * (SIZE - 1) // 2} of a group, and calls; mean of {MIXED} groups")
    for name, weights in MIX.items():
        rng = random.Random(0)
        tiers = [judged(weights, "tiers", rng) for _ in range(MIXED)]
        flat = [judged(weights, "mosaic", rng) for _ in range(MIXED)]
        pairs = sum(g.pairs_judged for g in tiers) / sum(g.pairs_judged for g in flat)
        calls = sum(g.judge_calls for g in tiers) / MIXED, sum(g.judge_calls for g in flat) / MIXED
        print(f"  {name:22} {pairs:5.2f} of the pairs, {calls[0]:4.1f} calls for {calls[1]:4.1f}")


def main() -> None:
    speed()
    saved()


if __name__ == "__main__":
    main()
