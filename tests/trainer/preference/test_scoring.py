from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from math import nan
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mosaic_trainer.judge.deterministic import DeterministicJudge
from mosaic_trainer.preference.comparison import Comparison
from mosaic_trainer.preference.group import GroupScores
from mosaic_trainer.preference.ranking import Ranking
from mosaic_trainer.preference.schedule import Duel
from mosaic_trainer.preference.scoring import score
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.preference.swiss import rounds
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.rollout.rollout import Rollout

from tests.trainer.preference.made import KEY, TASK, Biased, Knows, Says, Silent, group, rollout, verdict, verify_as

TIERS = st.sampled_from(Tier)
GROUPS = st.lists(TIERS, min_size=2, max_size=9)
PRESETS = st.sampled_from(["tiers", "mosaic", "grid", "scalar"])
SCHEDULES = st.sampled_from(["auto", "once", "both", "regular", "swiss", "listwise"])
WORDS = st.sampled_from(["first", "second", "tie", "", "nan"])


def scored(tiers: Sequence[Tier], judge: Any = None, *, seed: int = 0, **said: Any) -> GroupScores:
    rollouts = said.pop("rollouts", None) or group(len(tiers))
    return score(
        TASK,
        rollouts,
        judge or Knows(),
        settings=RewardSettings(**said),
        rng=random.Random(seed),
        verify=verify_as(tiers),
    )


class Random(Knows):
    """Anything may come from a judge."""

    def __init__(self, data: st.DataObject) -> None:
        super().__init__()
        self.data = data

    def compare(self, *asked: Any) -> list[Any]:
        margins = st.integers(0, 4) | st.just(nan)
        return [Comparison(d, self.data.draw(WORDS), self.data.draw(margins)) for d in asked[2]]


@given(GROUPS, PRESETS, SCHEDULES, st.integers(), st.data())
@settings(deadline=None)
def test_nothing_unsafe_is_reinforced_whatever_the_judge_says(tiers, preset, schedule, seed, data):
    made = scored(tiers, Random(data), preset=preset, schedule=schedule, seed=seed, max_judge_failures=1.0)
    assert all((m.advantage or 0) <= 0 for m in made.members if m.unsafe)
    assert all(a is None or a == a for a in made.advantages)


def test_comparisons_alone_do_reinforce_the_least_bad():
    made = scored([Tier.VIOLATED] * 4, preset="mosaic", clamp=False)
    assert made.advantages[0] > 0


@given(GROUPS, st.integers())
def test_no_preference_crosses_a_tier(tiers: list[Tier], seed: int):
    made = scored(tiers, seed=seed)
    for worse in made.members:
        for better in made.members:
            assert worse.tier >= better.tier or worse.reward < better.reward


@given(GROUPS, st.integers())
def test_without_violations_advantages_sum_to_nothing(tiers: list[Tier], seed: int):
    assume(Tier.VIOLATED not in tiers)
    assert sum(scored(tiers, seed=seed).advantages) == pytest.approx(0)


@given(GROUPS)
def test_next_to_a_violation_only_what_is_acceptable_is_reinforced(tiers: list[Tier]):
    assume(Tier.VIOLATED in tiers)
    assert all(m.advantage <= 0 for m in scored(tiers).members if m.tier is not Tier.ACCEPTABLE)


@given(GROUPS, PRESETS, st.sampled_from(["both", "listwise"]), st.data())
def test_other_numbers_for_the_same_rollouts_change_nothing(tiers, preset, schedule, data):
    order = data.draw(st.permutations(range(len(tiers))))
    rollouts = group(len(tiers))
    plain = scored(tiers, preset=preset, schedule=schedule)
    moved = scored(tiers, preset=preset, schedule=schedule, rollouts=[rollouts[place] for place in order])
    assert moved.advantages == pytest.approx([plain.advantages[place] for place in order])


@given(GROUPS, st.integers(), st.integers())
def test_who_is_shown_first_changes_nothing_for_a_fair_judge(tiers: list[Tier], one: int, other: int):
    assert scored(tiers, schedule="once", seed=one).advantages == scored(tiers, schedule="once", seed=other).advantages


@given(GROUPS)
def test_a_judge_that_likes_what_comes_first_decides_nothing(tiers: list[Tier]):
    made = scored(tiers, Biased(), schedule="both")
    assert all(m.win_score == 0.5 for m in made.members)
    assert made.flip_rate in (1.0, None)


@given(GROUPS, SCHEDULES)
def test_the_judge_is_asked_inside_tiers_alone(tiers: list[Tier], schedule: str):
    judge = Knows()
    scored(tiers, judge, schedule=schedule)
    assert all(len({tiers[member] for member in members}) == 1 for members in judge.asked)


@given(GROUPS, st.sampled_from(["grid", "scalar"]))
def test_presets_without_comparisons_never_ask(tiers: list[Tier], preset: str):
    judge = Knows()
    made = scored(tiers, judge, preset=preset)
    assert not judge.asked
    assert made.judge_calls == made.pairs_judged == 0
    assert all(m.win_score is None and m.reward is not None for m in made.members)


@given(st.integers(2, 11), st.sampled_from(["auto", "once", "both", "listwise"]))
def test_a_judge_who_knows_puts_a_tier_in_order(size: int, schedule: str):
    given_ = scored([Tier.ACCEPTABLE] * size, schedule=schedule).advantages
    assert given_ == sorted(given_, reverse=True)


@given(st.integers(2, 20), st.integers())
def test_a_swiss_tournament_tells_the_best_from_the_worst_in_few_duels(size: int, seed: int):
    judge = Knows()
    given_ = scored([Tier.ACCEPTABLE] * size, judge, schedule="swiss", seed=seed).advantages
    assert given_[0] > 0 > given_[-1]
    assert given_[0] > max(given_[size // 2 :])
    assert len(judge.asked) == len(set(judge.asked)) <= size * rounds(size)


def test_what_is_identical_ties_without_a_call():
    twins = [rollout(i, answer="answer 0") for i in range(3)] + [rollout(3)]
    judge = Knows()
    made = scored([Tier.ACCEPTABLE] * 4, judge, rollouts=twins)
    assert sorted(judge.asked) == [(0, 3), (3, 0)]
    assert [m.win_score for m in made.members] == pytest.approx([2 / 3, 2 / 3, 2 / 3, 0])


def test_two_rankings_that_agree_need_no_duel():
    judge = Knows()
    made = scored([Tier.ACCEPTABLE] * 8, judge, schedule="listwise")
    assert [len(members) for members in judge.asked] == [8, 8]
    assert made.judge_calls == 2
    assert made.flip_rate == 0


class Moody(Knows):
    """Sees the two last in another order each time it ranks."""

    def rank(self, *asked: Any) -> Any:
        first, second = super().rank(*asked)
        size = len(second.order)
        return [first, replace(second, places={**second.places, size - 1: size - 2, size - 2: size - 1})]


def test_only_what_two_rankings_contest_is_dueled_over():
    judge = Moody()
    made = scored([Tier.ACCEPTABLE] * 5, judge, schedule="listwise")
    assert sorted(judge.asked[2:]) == [(3, 4), (4, 3)]
    assert made.advantages == sorted(made.advantages, reverse=True)
    assert made.flip_rate == pytest.approx(0.1)


def test_whom_the_judge_failed_is_masked_and_moves_nobody():
    made = scored([Tier.ACCEPTABLE] * 4, Silent(lambda member: member == 0))
    alone = scored([Tier.ACCEPTABLE] * 4, rollouts=[group(4)[0].__class__(KEY, 0, failure="x"), *group(4)[1:]])
    assert made.members[0].advantage is None
    assert made.members[0].masked == "the judge failed"
    assert made.advantages == alone.advantages
    assert len(made.failures) == 6


@pytest.mark.parametrize("judge", [Silent(), Says(), Says(1, 2, 3), Says(*[Comparison(Duel(0, 1), "first", nan)] * 2)])
def test_a_group_that_the_judge_fails_is_dropped_not_tied(judge: Knows):
    made = scored([Tier.ACCEPTABLE] * 2, judge)
    assert made.advantages == [None, None]
    assert made.dropped == "the judge failed 2 of 2 times"
    assert made.zero_signal


@pytest.mark.parametrize("place", [nan, None, "first", True])
def test_a_ranking_whose_places_are_no_numbers_is_none(place: Any):
    class Ranks(Silent):
        def rank(self, *asked: Any) -> list[Any]:
            return [Ranking(tuple(order), dict.fromkeys(order, place)) for order in asked[2]]

    made = scored([Tier.ACCEPTABLE] * 3, Ranks(), schedule="listwise")
    assert (made.comparisons, len(made.failures), made.advantages) == ((), 2, [None] * 3)


def test_a_survivor_alone_is_dropped():
    rollouts = [rollout(0), *(Rollout(KEY, i, failure="server down") for i in range(1, 4))]
    made = scored([Tier.ACCEPTABLE] * 4, rollouts=rollouts)
    assert made.advantages == [None] * 4
    assert made.dropped == "1 of 4 rollouts can be scored"
    assert made.members[1].masked == "server down"


@pytest.mark.parametrize("ended", ["context", "time", "hung"])
def test_what_ended_without_fault_of_the_policy_is_masked(ended: str):
    rollouts = [*group(3), rollout(3, ended=ended)]
    made = scored([Tier.ACCEPTABLE] * 3 + [Tier.VIOLATED], rollouts=rollouts)
    assert made.members[3].advantage is None
    assert made.advantages[:3] == scored([Tier.ACCEPTABLE] * 3).advantages


def test_attempts_of_a_group_never_mix():
    again = replace(rollout(1), group=replace(KEY, attempt=1))
    with pytest.raises(ValueError, match="one group and attempt"):
        scored([Tier.ACCEPTABLE] * 2, rollouts=[rollout(0), again])
    with pytest.raises(ValueError, match="each once"):
        scored([Tier.ACCEPTABLE] * 2, rollouts=[rollout(0), rollout(0)])


def test_equals_give_no_signal():
    same = [rollout(i, answer="answer 0") for i in range(4)]
    assert scored([Tier.ACCEPTABLE] * 4, rollouts=same).zero_signal
    assert not scored([Tier.VIOLATED] * 4, rollouts=same).zero_signal


def test_the_deterministic_judge_scores_groups():
    tiers = [Tier.VIOLATED, Tier.FAILED, Tier.ACCEPTABLE, Tier.ACCEPTABLE]
    rollouts = [rollout(i, turns=1, policy_tokens=[9, 9, 9, 400][i]) for i in range(4)]
    made = scored(tiers, DeterministicJudge(verify_as(tiers)), rollouts=rollouts)
    assert [m.reward for m in made.members] == [-1.0, 0.0, 1.25, 0.75]
    assert made.advantages == [-1.75, -0.75, 0.5, 0.0]


def test_who_left_what_was_recorded_is_masked_only_for_work_that_could_not_be_done():
    tiers = [Tier.FAILED, Tier.VIOLATED, Tier.ACCEPTABLE, Tier.ACCEPTABLE]
    made = scored(tiers, rollouts=[rollout(place, unrecorded=1) for place in range(4)])
    assert [member.masked for member in made.members] == ["left what was recorded", "", "", ""]


@pytest.mark.parametrize("fault", ["over_refused", "over_asked"])
def test_needless_refusals_and_questions_count_wherever_they_are_made(fault: str):
    rollouts = [rollout(0, unrecorded=1), rollout(1)]
    verdicts = {"answer 0": verdict(Tier.FAILED, **{fault: True}), "answer 1": verdict(Tier.ACCEPTABLE)}
    made = score(
        TASK,
        rollouts,
        Knows(),
        settings=RewardSettings(),
        rng=random.Random(0),
        verify=lambda _, played: verdicts[played.answer],
    )
    assert [member.masked for member in made.members] == ["", ""]
    assert made.advantages[0] < 0
