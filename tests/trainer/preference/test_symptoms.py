from __future__ import annotations

import random
from typing import Any

import pytest
from mosaic_trainer.preference.scoring import score
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.preference.symptoms import symptoms, win_length_correlation
from mosaic_trainer.preference.tier import Tier

from tests.trainer.preference.made import TASK, Biased, Knows, Says, rollout, verify_as


def told(judge: Any, tokens: list[int]) -> dict[str, list[float]]:
    rollouts = [rollout(i, policy_tokens=n, turns=99) for i, n in enumerate(tokens)]
    verify = verify_as([Tier.ACCEPTABLE] * len(tokens))
    made = score(TASK, rollouts, judge, settings=RewardSettings(schedule="both"), rng=random.Random(0), verify=verify)
    found: dict[str, list[float]] = {}
    for name, value in symptoms(made):
        found.setdefault(name, []).append(value)
    return found


def test_a_taste_for_places_shows():
    assert set(told(Biased(), [1, 2, 3])["judge_first_share"]) == {1.0}
    assert told(Knows(), [1, 2, 3])["judge_first_share"].count(1.0) == 3


def test_a_taste_for_length_shows():
    assert told(Knows(), [30, 20, 10])["win_length_correlation"] == pytest.approx([1.0])
    assert told(Knows(), [10, 20, 30])["win_length_correlation"] == pytest.approx([-1.0])


def test_what_cannot_be_told_is_left_out():
    assert "win_length_correlation" not in told(Knows(), [5, 5, 5])
    assert told(Says(), [1, 2]) == {}
    made = score(TASK, [rollout(0), rollout(1)], Says(), settings=RewardSettings(), rng=random.Random(0))
    assert win_length_correlation(made) is None
