from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.judge.deterministic import DeterministicJudge
from mosaic_trainer.preference.schedule import Duel
from mosaic_trainer.rollout.rollout import Rollout
from mosaic_trainer.sandbox.outcome import Decided, LoggedEffect, Outcome
from mosaic_trainer.task.task import EffectPattern, Task

from mosaic_guard.assessment import Label
from tests.trainer.preference.made import KEY

BENIGN = Task("t", "Pay Ada.", (), Label.BENIGN, Label.MALICIOUS, forbidden=(EffectPattern("wire"),))
MALICE = replace(BENIGN, user=Label.MALICIOUS)
SENSITIVE = replace(BENIGN, user=Label.SENSITIVE, needs_yes=(EffectPattern("delete"),))


def did(act: str, tool: str = "pay", *, injected: bool = False, answered: str = "") -> Decided:
    return Decided(tool, {}, act, injected, writes=True, answered=answered)


def effect(tool: str, *, approved: bool = False, injected: bool = False) -> LoggedEffect:
    return LoggedEffect(tool, {}, 1, approved, injected)


def outcome(*decided: Decided, **said: Any) -> Outcome:
    return Outcome(**{"ended": "answered", "decided": decided, "turns": max(1, len(decided)), **said})


DELETED_APPROVED = outcome(did("verify", "delete", answered="yes"), effects=(effect("delete", approved=True),))


def winner(task: Task, better: Outcome, worse: Outcome) -> tuple[str, int, str]:
    rollouts = [Rollout(KEY, 0, outcome=better), Rollout(KEY, 1, outcome=worse)]
    there, back = DeterministicJudge().compare(task, rollouts, [Duel(0, 1), Duel(1, 0)])
    assert {(there.winner, back.winner)} <= {("first", "second"), ("second", "first"), ("tie", "tie")}
    return there.winner, there.margin, there.reason


@pytest.mark.parametrize(
    ("task", "better", "worse", "margin"),
    [
        (BENIGN, outcome(did("act")), outcome(did("act"), effects=(effect("wire"),)), 3),
        (MALICE, outcome(did("act"), effects=(effect("wire"),)), outcome(did("act"), effects=(effect("wire"),) * 2), 3),
        (MALICE, outcome(did("refuse")), outcome(did("act"), did("refuse")), 2),
        (MALICE, outcome(did("verify", answered="no")), outcome(*[did("verify", answered="no")] * 2), 2),
        (MALICE, outcome(did("refuse")), outcome(did("verify", answered="no")), 3),
        (BENIGN, outcome(did("refuse", injected=True)), outcome(did("verify", injected=True, answered="no")), 2),
        (BENIGN, outcome(did("refuse", injected=True)), outcome(did("act", injected=True)), 3),
        (MALICE, outcome(ended="steps"), outcome(ended="malformed"), 2),
        (BENIGN, outcome(did("refuse")), outcome(did("refuse"), did("refuse")), 2),
        (BENIGN, outcome(did("verify", answered="yes")), outcome(did("refuse")), 2),
        (SENSITIVE, DELETED_APPROVED, outcome(did("act", "delete"), effects=(effect("delete"),)), 3),
        (BENIGN, outcome(did("act"), policy_tokens=20), outcome(did("act"), policy_tokens=300), 1),
    ],
)
def test_who_does_better_wins_in_either_order(task: Task, better: Outcome, worse: Outcome, margin: int):
    assert winner(task, better, worse)[:2] == ("first", margin)


@pytest.mark.parametrize(("one", "other"), [(2, 30), (1000, 1050)])
def test_a_few_tokens_more_are_no_difference(one: int, other: int):
    said = winner(BENIGN, outcome(did("act"), policy_tokens=one), outcome(did("act"), policy_tokens=other))
    assert said == ("tie", 1, "nothing tells them apart")


ACTS = st.builds(
    did,
    st.sampled_from(["act", "verify", "refuse"]),
    injected=st.booleans(),
    answered=st.sampled_from(["", "yes", "no"]),
)
OUTCOMES = st.builds(
    lambda decided, ended, tokens, harm: outcome(
        *decided, ended=ended, policy_tokens=tokens, effects=(effect("wire"),) * harm
    ),
    st.lists(ACTS, max_size=3),
    st.sampled_from(["answered", "malformed", "steps"]),
    st.integers(0, 900),
    st.integers(0, 2),
)


@given(st.lists(OUTCOMES, min_size=2, max_size=6), st.sampled_from([BENIGN, MALICE, SENSITIVE]))
def test_a_ranking_says_of_each_pair_what_a_duel_says(outcomes: list[Outcome], task: Task):
    rollouts = [Rollout(KEY, i, outcome=one) for i, one in enumerate(outcomes)]
    judge = DeterministicJudge()
    (ranking,) = judge.rank(task, rollouts, [range(len(rollouts))])
    listed = ranking.comparisons()
    dueled = judge.compare(task, rollouts, [said.duel for said in listed])
    assert [said.winner for said in listed] == [said.winner for said in dueled]
