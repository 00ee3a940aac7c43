"""Gauging by the guard's own policies."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard import ToolCall
from mosaic_guard.assessment import Assessment
from mosaic_guard.calibration.judge import Judge, highest
from mosaic_guard.calibration.threshold import Bounds
from mosaic_guard.config import Config
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.call import CallPolicy
from mosaic_guard.trajectory import RunId, Trajectory

BOUNDS = Bounds(0.2, 0.8)


@given(st.integers(0, 100))
def test_the_highest_threshold_that_holds_is_found(percent: int) -> None:
    found = highest(BOUNDS, lambda threshold: threshold <= percent / 100)
    wanted = 0.0 if percent < 20 else inf if percent >= 80 else percent / 100
    assert found == wanted


def test_what_a_policy_cannot_assess_is_held_at_every_threshold(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: CallPolicy, check: Check) -> Sequence[Assessment]:
        raise IndexError

    monkeypatch.setattr(CallPolicy, "assess", fails)
    assert Judge(Config()).call(ToolCall("c", "pay", {"to": "x"}), Trajectory(RunId("t")), {}, ()) == inf


def test_the_digest_is_of_rules_and_weights_and_not_of_thresholds() -> None:
    assert Judge(Config()).judges == Judge(Config(thresholds={"output": 0.7, "call": 0.2})).judges
    assert Judge(Config(thresholds={"output": 0.7})).threshold("output") == 0.7
