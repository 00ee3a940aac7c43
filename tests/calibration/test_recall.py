"""Which share of known attacks a threshold finds, by the curve that comes with the weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard.calibration.recall import recall

CURVE = [[0.5, 0.8], [0.6, 0.6], [0.8, 0.5]]


@pytest.mark.parametrize(("threshold", "share"), [(0.1, 0.8), (0.5, 0.8), (0.55, 0.7), (0.7, 0.55), (0.9, 0.5)])
def test_it_is_read_off_the_lines_between_points(threshold: float, share: float) -> None:
    assert recall(CURVE, threshold) == pytest.approx(share)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_threshold_never_finds_more(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert recall(CURVE, high) <= recall(CURVE, low)
