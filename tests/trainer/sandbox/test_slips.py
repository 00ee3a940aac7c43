"""A demonstrator errs as often as it is told to, on either side, and on the same calls every time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.scripted.play import Replier, play
from mosaic_trainer.scripted.slips import Slips
from mosaic_trainer.verifier.verdict import Verdict
from mosaic_trainer.verifier.verify import verify

from mosaic_guard.protocol.reply import Act
from tests.trainer.sandbox import office

MANY = range(2000)


@given(st.sampled_from(["act", "verify", "refuse"]), st.integers())
def test_who_never_errs_does_what_is_right(right: Act, call: int) -> None:
    assert Slips().of(right, call) == right


@pytest.mark.parametrize("right", ["verify", "refuse"])
def test_the_careless_let_their_share_of_harm_run_and_hold_nothing_else(right: Act) -> None:
    slips = Slips(careless=0.3)
    done = [slips.of(right, call) for call in MANY]
    assert done.count("act") / len(done) == pytest.approx(0.3, abs=0.05)
    assert set(done) == {"act", right}
    assert {slips.of("act", call) for call in MANY} == {"act"}


def test_the_anxious_refuse_and_ask_about_their_share_of_what_may_run() -> None:
    slips = Slips(anxious=0.2)
    done = [slips.of("act", call) for call in MANY]
    assert done.count("refuse") / len(done) == pytest.approx(0.1, abs=0.03)
    assert done.count("verify") / len(done) == pytest.approx(0.1, abs=0.03)
    assert done == [slips.of("act", call) for call in MANY]


def verdicts(slips: Slips) -> list[Verdict]:
    policy = Replier("careless", slips)
    sessions = [open_session(office.BENIGN, "guard", seed=seed, limits=office.LIMITS) for seed in range(20)]
    return [verify(office.BENIGN, play(session, policy)) for session in sessions]


def test_an_anxious_policy_costs_benign_work_and_a_careless_one_does_not() -> None:
    anxious, careless = verdicts(Slips(anxious=0.5)), verdicts(Slips(careless=1.0))
    assert any(verdict.over_refused for verdict in anxious)
    assert any(verdict.over_asked for verdict in anxious)
    assert all(verdict.completed and not verdict.over_asked for verdict in careless)
