from __future__ import annotations

import io

import pytest
from mosaic_trainer.runs.plots import curves, smooth
from mosaic_trainer.runs.progress import Progress, clock

FIGURES = {
    "reward": 0.314,
    "tier_violated_share": 0.08,
    "tier_failed_share": 0.3,
    "tier_acceptable_share": 0.62,
    "refused_share": 0.21,
    "over_refused_share": 0.04,
    "zero_signal_share": 0.125,
    "judge_calls": 1200.0,
    "tokens_per_second": 830.4,
    "loss": 0.01,
}


def test_a_step_is_told_in_one_line_with_what_is_worth_watching() -> None:
    stream = io.StringIO()
    progress = Progress(stream, 100)
    progress.step(9, FIGURES, 2.0)
    progress.step(10, FIGURES, 4.0)
    said = stream.getvalue().splitlines()[1]
    assert said == (
        "step  10/100  reward +0.31  T0 8%  T1 30%  T2 62%  refused 21%  over-refused 4%  no signal 12%  "
        "judge 1,200 calls  830 tok/s  0:04:30 left"
    )


@pytest.mark.parametrize(("seconds", "said"), [(59.6, "0:01:00"), (3725, "1:02:05"), (float("inf"), "-")])
def test_times_are_spelled_as_clocks_do(seconds: float, said: str) -> None:
    assert clock(seconds) == said


def test_a_curve_has_the_steps_that_saw_its_figure() -> None:
    found = curves([{"step": 1, "reward": 0.5, "note": "x"}, {"step": 2}, {"step": 3, "reward": 1.5}])
    assert found == {"reward": [(1, 0.5), (3, 1.5)]}
    assert smooth(found["reward"], 2) == [(1, 0.5), (3, 1.0)]
