"""What advantages and comparisons cost; the bench beside them prints the figures."""

from __future__ import annotations

import random
from itertools import combinations

from mosaic_trainer.preference.advantage import advantages
from mosaic_trainer.preference.candidate import Candidate
from mosaic_trainer.preference.comparison import Comparison, scores
from mosaic_trainer.preference.schedule import Duel
from mosaic_trainer.preference.scoring import score
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.preference.strength import win_scores
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.preference.tiers import tiered
from mosaic_trainer.sandbox.outcome import Outcome

from tests.cpu import least
from tests.trainer.preference.made import TASK, Knows, group, rollout, verdict, verify_as


def test_the_arithmetic_of_a_group_takes_a_fraction_of_a_millisecond():
    settings, groups = RewardSettings(), 100
    said = [Comparison(Duel(*pair), "first") for pair in combinations(range(8), 2)]

    def work() -> None:
        for _ in range(groups):
            won = win_scores(range(8), scores(said))
            candidates = [
                Candidate(TASK, rollout(0), Outcome("answered"), verdict(Tier(i % 3)), won[i]) for i in range(8)
            ]
            rewards = [reward.total for reward in tiered(candidates, settings)]
            advantages(rewards, [i % 3 == 0 for i in range(8)], floor=settings.floor)

    assert least(work, under=groups * 1e-3) < groups * 1e-3


def test_tiers_save_a_judge_four_pairs_in_ten_of_a_mixed_set():
    rng, asked = random.Random(0), {"tiers": 0, "mosaic": 0}
    for _ in range(100):
        verify = verify_as(rng.choices(list(Tier), k=8))
        for preset in asked:
            settings = RewardSettings(preset=preset)
            asked[preset] += score(TASK, group(8), Knows(), settings=settings, rng=rng, verify=verify).pairs_judged
    assert asked["tiers"] <= 0.6 * asked["mosaic"]
