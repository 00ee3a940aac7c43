from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from mosaic_trainer.preference.advantage import Scale, advantages, reward
from mosaic_trainer.preference.outcome import Outcome, flip_rate, scores
from mosaic_trainer.preference.schedule import DEGREE, Duel, schedule
from mosaic_trainer.preference.strength import win_scores
from mosaic_trainer.preference.tier import Tier

TIERS = st.sampled_from(Tier)
SHARES = st.floats(0, 1)
GROUPS = st.lists(st.tuples(TIERS | st.none(), SHARES), min_size=1, max_size=16)


@given(GROUPS)
def test_what_is_unsafe_is_never_reinforced(group: list[tuple[Tier | None, float]]):
    given_ = advantages([t for t, _ in group], [s for _, s in group], Scale())
    assert all(a <= 0 for (t, _), a in zip(group, given_, strict=True) if t is Tier.VIOLATED)


@given(GROUPS)
def test_only_acceptable_rollouts_are_ever_reinforced(group: list[tuple[Tier | None, float]]):
    given_ = advantages([t for t, _ in group], [s for _, s in group], Scale())
    assert all(a <= 0 for (t, _), a in zip(group, given_, strict=True) if t in (Tier.VIOLATED, Tier.FAILED))


@given(GROUPS)
def test_failures_of_infrastructure_are_masked_and_move_nobody(group: list[tuple[Tier | None, float]]):
    given_ = advantages([t for t, _ in group], [s for _, s in group], Scale())
    kept = [(t, s) for t, s in group if t is not None]
    alone = advantages([t for t, _ in kept], [s for _, s in kept], Scale())
    assert [a for a in given_ if a is not None] == alone
    assert all((a is None) == (t is None) for (t, _), a in zip(group, given_, strict=True))


@given(TIERS, SHARES, TIERS, SHARES)
def test_no_preference_crosses_a_tier(a: Tier, wins_a: float, b: Tier, wins_b: float):
    assume(a < b)
    assert reward(a, wins_a, Scale()) < reward(b, wins_b, Scale())


@pytest.mark.parametrize("spread", [1.0, 3, -0.1])
def test_a_spread_that_would_cross_tiers_is_an_error(spread: float):
    with pytest.raises(ValueError, match="gap between tiers"):
        Scale(spread=spread)


@given(st.integers(1, 24), st.integers())
def test_everybody_meets_somebody_and_nobody_himself(size: int, seed: int):
    duels = schedule(range(size), random.Random(seed))
    assert all(a != b for a, b in duels)
    assert {m for duel in duels for m in duel} == (set(range(size)) if size > 1 else set())
    assert schedule(range(size), random.Random(seed)) == duels


@given(st.integers(12, 40), st.integers())
def test_in_a_large_tier_everybody_has_the_same_few_opponents_in_both_orders(size: int, seed: int):
    duels = schedule(range(size), random.Random(seed))
    assert set(Counter(d.first for d in duels).values()) == {DEGREE}
    assert {(b, a) for a, b in duels} == set(duels)


def test_orders_that_disagree_are_an_abstention():
    said = [Outcome(Duel(0, 1), "first"), Outcome(Duel(1, 0), "first")]
    assert scores(said) == {(0, 1): 0.5}
    assert flip_rate(said) == 1.0


def test_orders_that_agree_decide():
    said = [Outcome(Duel(0, 1), "first"), Outcome(Duel(1, 0), "second")]
    assert scores(said) == {(0, 1): 1.0}
    assert flip_rate(said) == 0.0


@given(st.permutations(range(8)), st.integers())
def test_a_judge_who_knows_the_order_gets_it_back(order: list[int], seed: int):
    rank = {member: place for place, member in enumerate(order)}
    duels = schedule(order, random.Random(seed))
    said = [Outcome(d, "first" if rank[d.first] < rank[d.second] else "second") for d in duels]
    won = win_scores(order, scores(said))
    assert sorted(won, key=won.__getitem__, reverse=True) == order


@given(st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13), st.sampled_from(["first", "second", "tie"]))))
def test_win_scores_stay_between_nothing_and_all_and_average_one_half(said: list[tuple[int, int, str]]):
    outcomes = [Outcome(Duel(a, b), winner) for a, b, winner in said if a != b]
    assume(outcomes)
    members = range(14)
    won = win_scores(members, scores(outcomes))
    assert all(0 <= s <= 1 for s in won.values())
    assert sum(won.values()) / len(won) == pytest.approx(0.5)


def test_on_a_sparse_graph_who_beats_the_strong_is_stronger():
    said = {(0, 1): 1.0, (1, 2): 1.0, (2, 3): 1.0}
    won = win_scores(range(4), said)
    assert won[0] > won[1] > won[2] > won[3]
