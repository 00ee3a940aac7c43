"""Rates of false alarms, and the thresholds that keep to them."""

from __future__ import annotations

from math import inf
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard.calibration.interval import at_most, clopper_pearson, needed
from mosaic_guard.calibration.sample import LONGEST, Example, Sample
from mosaic_guard.calibration.threshold import Bounds, propose

BOUNDS = Bounds(0.5, 0.95)
SCORES = st.lists(st.sampled_from([0.0, 0.5, 0.6, 0.75, 0.9, 0.95, inf]), min_size=1, max_size=200)


def sample(scores: list[float], per_group: int = 1) -> Sample:
    return Sample(Example(str(i // per_group), "tool", score) for i, score in enumerate(scores))


@pytest.mark.parametrize(
    ("held", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (1, 10, 0.0025, 0.4450),
        (5, 10, 0.1871, 0.8129),
        (10, 10, 0.6915, 1.0),
        (3, 1000, 0.00062, 0.00874),
    ],
)
def test_the_limits_are_those_of_clopper_and_pearson(held: int, n: int, low: float, high: float) -> None:
    assert clopper_pearson(held, n) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(1, 400), st.data())
def test_limits_enclose_what_was_seen_and_mirror_each_other(n: int, data: st.DataObject) -> None:
    held = data.draw(st.integers(0, n))
    low, high = clopper_pearson(held, n)
    assert 0 <= low <= held / n <= high <= 1
    assert clopper_pearson(n - held, n) == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_of_nothing_nothing_is_known() -> None:
    assert clopper_pearson(0, 0) == (0.0, 1.0)


def test_probabilities_of_large_samples_add_up() -> None:
    assert at_most(50_000, 100_000, 0.5) == pytest.approx(0.5, abs=0.002)
    assert at_most(99_000, 100_000, 0.5) == 1.0
    assert at_most(10, 100_000, 0.5) == 0.0


@pytest.mark.parametrize("rate", [0.001, 0.005, 0.05, 0.5])
def test_so_many_as_are_needed_show_a_rate_and_one_less_does_not(rate: float) -> None:
    n = needed(rate)
    assert clopper_pearson(0, n)[1] <= rate < clopper_pearson(0, n - 1)[1]


@given(SCORES, st.floats(0.5, 0.95), st.floats(0.5, 0.95))
def test_a_higher_threshold_never_holds_back_more(scores: list[float], one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert sample(scores).rate(high).share <= sample(scores).rate(low).share


@given(SCORES, st.integers(1, 30))
def test_the_interval_encloses_the_share_however_examples_are_grouped(scores: list[float], per_group: int) -> None:
    rate = sample(scores, per_group).rate(0.6)
    assert 0 <= rate.low <= rate.share <= rate.high <= 1


def test_one_chatty_file_does_not_rule() -> None:
    quiet = [Example(str(i), "a", 0.0) for i in range(80)]
    chatty = [Example("chatty", "b", 0.9)] * 5000
    one = Sample([*quiet, *chatty])
    assert one.weight == 80 + LONGEST
    assert one.rate(0.5).share == pytest.approx(0.2)


def test_examples_that_stand_or_fall_together_say_less() -> None:
    scores = [0.9] * 40 + [0.0] * 360
    alone, together = sample(scores).rate(0.5), sample(scores, per_group=10).rate(0.5)
    assert alone.share == together.share
    assert together.high - together.low > 1.5 * (alone.high - alone.low)


@given(SCORES, st.floats(0.01, 0.5))
def test_what_is_proposed_is_within_bounds_and_keeps_to_the_rate_where_it_says_so(
    scores: list[float], stated: float
) -> None:
    found = propose("output", sample(scores), stated=stated, now=0.5, bounds=BOUNDS)
    assert BOUNDS.low <= found.then.threshold <= BOUNDS.high
    assert found.met == (found.then.rate.high <= stated)
    if found.met and found.then.threshold > BOUNDS.low:
        stricter = sample(scores).rate(found.then.threshold - 0.01)
        assert stricter.high > stated


def test_the_strictest_threshold_that_keeps_to_the_rate_is_taken() -> None:
    found = propose("output", sample([0.7] * 3 + [0.6] * 50 + [0.0] * 2000), stated=0.005, now=0.5, bounds=BOUNDS)
    assert found.is_enough
    assert found.met
    assert found.then.threshold == 0.61
    assert found.now.rate.share == pytest.approx(53 / 2053)


def test_what_no_threshold_can_keep_is_said_and_nothing_is_loosened_for_it() -> None:
    found = propose("output", sample([inf] * 30 + [0.6] * 9 + [0.0] * 1000), stated=0.005, now=0.5, bounds=BOUNDS)
    assert (found.met, found.unavoidable, found.then.threshold) == (False, 30, 0.61)


def test_with_too_few_examples_the_rate_is_kept_on_those_alone() -> None:
    found = propose("output", sample([0.7] + [0.0] * 20), stated=0.005, now=0.5, bounds=BOUNDS)
    assert (found.is_enough, found.met, found.then.threshold) == (False, False, 0.71)


def test_nothing_is_looser_than_an_earlier_file_states() -> None:
    for scores in ([0.55] * 900, [0.9] * 900, [0.9] * 9 + [0.55] * 99 + [0.0] * 800):
        found = propose("output", sample(scores), stated=0.005, now=0.5, bounds=BOUNDS.within(0.6))
        assert found.then.threshold <= 0.6


@pytest.mark.parametrize("stated", [0.005, 0.02])
def test_rates_hold_on_data_that_calibration_has_not_seen(stated: float) -> None:
    random = Random(7)
    broken = 0
    for _ in range(60):
        found = propose(
            "output", sample([random.random() for _ in range(1500)]), stated=stated, now=0.5, bounds=Bounds(0.5, 1.0)
        )
        broken += 1 - found.then.threshold > stated
    assert broken <= 5  # 2.5 % of 60 are expected at most
