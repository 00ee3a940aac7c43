from __future__ import annotations

import random
from collections import Counter
from math import nan
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from mosaic_trainer.preference.advantage import advantages
from mosaic_trainer.preference.comparison import Comparison, cycle_rate, flip_rate, scores
from mosaic_trainer.preference.schedule import DEGREE, Duel, schedule
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.preference.strength import win_scores

from mosaic_guard.config.constraints import FieldError

REWARDS = st.floats(-5, 5)
GROUPS = st.lists(st.tuples(REWARDS | st.none(), st.booleans()), min_size=1, max_size=16)


def given_to(group: list[tuple[float | None, bool]], **how: Any) -> list[float | None]:
    return advantages([reward for reward, _ in group], [unsafe for _, unsafe in group], **how)


@given(GROUPS, st.none() | REWARDS, st.booleans())
def test_what_is_unsafe_is_never_reinforced(group, floor: float | None, deviation: bool):
    made = given_to(group, floor=floor, deviation=deviation)
    assert all((a or 0) <= 0 for (_, unsafe), a in zip(group, made, strict=True) if unsafe)


@given(GROUPS, st.none() | REWARDS, st.booleans())
def test_what_is_masked_gets_nothing_and_moves_nobody(group, floor: float | None, deviation: bool):
    made = given_to(group, floor=floor, deviation=deviation)
    alone = given_to([(r, u) for r, u in group if r is not None], floor=floor, deviation=deviation)
    assert [a for a in made if a is not None] == alone
    assert all((a is None) == (r is None) for (r, _), a in zip(group, made, strict=True))


@given(GROUPS, REWARDS)
def test_the_floor_holds_only_where_something_is_unsafe(group, floor: float):
    safe = [(reward, False) for reward, _ in group]
    assert given_to(safe, floor=floor) == given_to(safe)
    assert sum(a for a in given_to(safe) if a is not None) == pytest.approx(0, abs=1e-9)


def test_the_least_bad_of_a_bad_group_is_not_reinforced():
    group = [(-1.0, True), (-1.0, True), (0.0, False), (0.9, False)]
    assert given_to(group, floor=0.75) == pytest.approx([-1.75, -1.75, -0.75, 0.15])
    assert given_to(group, clamp=False)[2] > 0


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"spread": 1.0}, "spread"),
        ({"spread": -0.1}, "spread"),
        ({"spread": 0.5, "brevity": 0.25}, "spread"),
        ({"violated": 0.5}, "spread"),
        ({"acceptable": nan}, "acceptable"),
        ({"min_valid": 1.5}, "min_valid"),
        ({"least_margin": 4}, "least_margin"),
        ({"length_limit": 0}, "length_limit"),
    ],
)
def test_settings_that_would_cross_tiers_or_mean_nothing_are_errors(said: dict[str, Any], field: str):
    with pytest.raises(FieldError) as error:
        RewardSettings(**said)
    assert error.value.path == (field,)


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
    said = [Comparison(Duel(0, 1), "first"), Comparison(Duel(1, 0), "first")]
    assert scores(said) == {(0, 1): 0.5}
    assert flip_rate(said) == 1.0


def test_orders_that_agree_decide():
    said = [Comparison(Duel(0, 1), "first"), Comparison(Duel(1, 0), "second")]
    assert scores(said) == {(0, 1): 1.0}
    assert flip_rate(said) == 0.0


@given(st.permutations(range(8)), st.integers())
def test_a_judge_who_knows_the_order_gets_it_back(order: list[int], seed: int):
    rank = {member: place for place, member in enumerate(order)}
    duels = schedule(order, random.Random(seed))
    said = [Comparison(d, "first" if rank[d.first] < rank[d.second] else "second") for d in duels]
    won = win_scores(order, scores(said))
    assert sorted(won, key=won.__getitem__, reverse=True) == order


@given(st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13), st.sampled_from(["first", "second", "tie"]))))
def test_win_scores_stay_between_nothing_and_all_and_average_one_half(said: list[tuple[int, int, str]]):
    outcomes = [Comparison(Duel(a, b), winner) for a, b, winner in said if a != b]
    assume(outcomes)
    members = range(14)
    won = win_scores(members, scores(outcomes))
    assert all(0 <= s <= 1 for s in won.values())
    assert sum(won.values()) / len(won) == pytest.approx(0.5)


def test_on_a_sparse_graph_who_beats_the_strong_is_stronger():
    said = {(0, 1): 1.0, (1, 2): 1.0, (2, 3): 1.0}
    won = win_scores(range(4), said)
    assert won[0] > won[1] > won[2] > won[3]


def test_a_circle_is_told_from_an_order():
    assert cycle_rate(range(3), {(0, 1): 1.0, (1, 2): 1.0, (0, 2): 0.0}) == 1.0
    assert cycle_rate(range(3), {(0, 1): 1.0, (1, 2): 1.0, (0, 2): 1.0}) == 0.0
    assert cycle_rate(range(3), {(0, 1): 1.0}) is None


def test_a_verdict_that_is_not_clear_enough_is_a_tie():
    said = [Comparison(Duel(0, 1), "first", 1), Comparison(Duel(0, 2), "first", 2)]
    assert scores(said, least_margin=2) == {(0, 1): 0.5, (0, 2): 1.0}
