"""What models are worth: rates, intervals, thresholds."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.embedded.metrics import (
    calibration_error,
    clustered,
    exact,
    recall_at,
    recall_curve,
    threshold_at,
    wilson,
)

SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=80)
RATES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"), [(0, 10, 0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1)]
)
def test_the_limits_are_those_of_wilson(count: int, of: int, low: float, high: float) -> None:
    share = wilson(count, of)
    assert (share.low, share.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 300), st.data())
def test_both_intervals_enclose_the_share_and_exact_ones_are_wider(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    near, sure = wilson(count, of), exact(count, of)
    for share in (near, sure):
        assert 0 <= share.low <= share.value + 1e-12
        assert share.value - 1e-12 <= share.high <= 1
    assert sure.high >= near.high - 0.02


def test_of_nothing_nothing_is_known() -> None:
    assert (wilson(0, 0).value, wilson(0, 0).low, wilson(0, 0).high) == (0, 0, 1)
    assert (clustered([]).low, clustered([]).high) == (0, 1)


@given(SCORES, RATES)
def test_a_threshold_keeps_to_its_rate_and_the_next_lower_score_does_not(clean: list[float], rate: float) -> None:
    least = threshold_at(clean, rate)
    reached = sum(score >= least for score in clean)
    assert reached <= rate * len(clean) + 1e-6
    below = [score for score in clean if score < least]
    if below:
        assert sum(score >= max(below) for score in clean) > rate * len(clean) - 1e-6


@given(SCORES, SCORES, RATES, RATES)
def test_recall_only_grows_with_the_rate(attacks: list[float], clean: list[float], one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert recall_at(attacks, clean, low).count <= recall_at(attacks, clean, high).count


def test_all_alarms_are_allowed_or_none() -> None:
    assert threshold_at([0.2, 0.9], 1) == -inf
    assert threshold_at([0.2, 0.9], 0) > 0.9
    with pytest.raises(ValueError, match="no rate"):
        threshold_at([0.2], 1.5)


@given(SCORES)
def test_a_curve_of_recall_falls_and_counts_what_reaches_its_points(attacks: list[float]) -> None:
    curve = recall_curve(attacks, [0.0, 0.25, 0.5, 1.0])
    assert [point[1] for point in curve] == sorted((point[1] for point in curve), reverse=True)
    for threshold, share in curve:
        assert share == pytest.approx(sum(a >= threshold for a in attacks) / len(attacks), abs=5e-5)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), max_size=60))
def test_redrawn_limits_enclose_the_share_and_are_the_same_every_time(hits: list[tuple[str, bool]]) -> None:
    share = clustered(hits)
    assert share == clustered(hits)
    assert share.count == sum(hit for _, hit in hits)
    assert 0 <= share.low <= share.high <= 1


def test_many_episodes_of_few_wordings_say_little() -> None:
    hits = [(f"template {i % 6}", i % 6 < 3) for i in range(600)]
    alone = [(str(i), hit) for i, (_, hit) in enumerate(hits)]
    assert clustered(hits).high - clustered(hits).low > 4 * (clustered(alone).high - clustered(alone).low)


def test_where_all_wordings_agree_there_is_still_doubt() -> None:
    assert clustered([("a", False)] * 500 + [("b", False)] * 500).high > 0.5


def test_calibration_is_measured_by_what_happened() -> None:
    assert calibration_error([0.05] * 100, [i < 5 for i in range(100)]) == pytest.approx(0, abs=1e-9)
    assert calibration_error([0.95] * 100, [False] * 100) == pytest.approx(0.95)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50))
def test_the_error_of_calibration_is_a_share(rows: list[tuple[float, bool]]) -> None:
    assert 0 <= calibration_error([p for p, _ in rows], [hit for _, hit in rows]) <= 1
