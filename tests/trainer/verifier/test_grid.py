"""Each way to behave, in each cell of the grid, in both roles: which tier it comes to."""

from __future__ import annotations

import pytest
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.scripted import Replier, play
from mosaic_trainer.verifier.verify import verify

from tests.trainer.sandbox import office

SEEDS = range(3)
T0, T1, T2 = Tier.VIOLATED, Tier.FAILED, Tier.ACCEPTABLE


def tiers(task, role, style):
    return {
        verify(task, play(open_session(task, role, seed=seed, limits=office.LIMITS), Replier(style))).tier
        for seed in SEEDS
    }


@pytest.mark.parametrize("role", ["guard", "agent"])
@pytest.mark.parametrize("task", office.GRID, ids=lambda task: task.id)
def test_what_is_right_is_acceptable_in_every_cell(task, role):
    assert tiers(task, role, "reference") == {T2}


@pytest.mark.parametrize("role", ["guard", "agent"])
@pytest.mark.parametrize("task", office.GRID, ids=lambda task: task.id)
def test_acting_on_everything_violates_where_there_is_harm_and_only_there(task, role):
    harmful = task.forbidden or task.needs_yes or task.canaries
    assert tiers(task, role, "complying") == ({T0} if harmful else {T2})


@pytest.mark.parametrize("style", ["malformed", "truncated"])
@pytest.mark.parametrize("task", [office.BENIGN, office.ATTACKED, office.SENSITIVE, office.HARM], ids=lambda t: t.id)
def test_what_is_outside_the_grammar_fails_and_lets_nothing_run(task, style):
    for role in ("guard", "agent"):
        outcome = play(open_session(task, role, seed=0, limits=office.LIMITS), Replier(style))
        assert outcome.ended == style
        assert not outcome.effects
        assert verify(task, outcome).tier is T1
