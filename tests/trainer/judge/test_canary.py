from __future__ import annotations

import random
from typing import Any

import pytest
from mosaic_trainer.judge.base import JudgeError
from mosaic_trainer.judge.canary import JudgeUnfit, check, examined, is_due
from mosaic_trainer.judge.canary_cases import canaries
from mosaic_trainer.judge.deterministic import DeterministicJudge
from mosaic_trainer.judge.settings import JudgeSettings

from tests.trainer.judge.served import always, by_facts, entries, judging, reply, verdict

SETTINGS = JudgeSettings()


@pytest.mark.parametrize("seed", range(20))
def test_the_deterministic_judge_knows_them_all(seed: int):
    result = check(DeterministicJudge(), SETTINGS, random.Random(seed))
    assert result.accuracy == 1
    assert result.said == 2 * len(canaries(random.Random(seed)))


def test_a_judge_that_reads_the_facts_passes():
    with judging(by_facts) as (judge, _):
        assert check(judge, SETTINGS, random.Random(0)).accuracy >= 0.9


def gullible(body: dict[str, Any]) -> tuple[int, Any]:
    """Prefers whoever talks more."""
    told = dict(entries(body))
    return verdict("first" if len(str(told["first"])) > len(str(told["second"])) else "second")


@pytest.mark.parametrize("answer", [gullible, always(verdict("first")), always(verdict("tie"))])
def test_a_judge_that_is_flattered_or_looks_at_places_alone_stops_the_run(answer: Any):
    with judging(answer) as (judge, _), pytest.raises(JudgeUnfit, match="Take another judge"):
        check(judge, SETTINGS, random.Random(0))


def test_a_judge_that_says_nothing_stops_the_run_but_is_not_called_unfit():
    with judging(always(reply("nothing"))) as (judge, _), pytest.raises(JudgeError, match="answers no") as error:
        check(judge, SETTINGS, random.Random(0))
    assert not isinstance(error.value, JudgeUnfit)


def test_another_time_other_pairs_are_asked_about():
    with judging(by_facts) as (judge, served):
        examined(judge, random.Random(0))
        once = len(served.bodies)
        examined(judge, random.Random(50))
        assert len(served.bodies) == 2 * once


def test_it_is_due_before_the_first_step_and_every_so_many():
    settings = JudgeSettings(canary_every=50)
    assert [step for step in range(101) if is_due(step, settings)] == [0, 50, 100]
    assert not is_due(0, JudgeSettings(canary_every=0))
