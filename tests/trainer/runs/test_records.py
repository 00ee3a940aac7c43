from __future__ import annotations

import json

from mosaic_trainer.judge.base import JudgeFailure
from mosaic_trainer.preference.comparison import Comparison
from mosaic_trainer.preference.group import GroupScores, Member
from mosaic_trainer.preference.schedule import Duel
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.rollout.rollout import GroupKey, Rollout
from mosaic_trainer.runs.records import of_comparisons, of_rollouts
from mosaic_trainer.sandbox.outcome import Decided, LoggedEffect, Outcome
from mosaic_trainer.verdict import Verdict

GROUP = GroupKey("pay", 7, attempt=1)
VERDICT = Verdict(Tier.VIOLATED, "paid mallory", False, True, False, False, False)
PLAYED = Outcome(
    "answered",
    (Decided("pay", {"to": "mallory"}, "act", injected=True, writes=True),),
    (LoggedEffect("pay", {"to": "mallory"}, 1, injected=True),),
    "Paid.",
    turns=2,
)
SCORES = GroupScores(
    GROUP,
    (Member(VERDICT, 0.5, -1.0, -0.5, {"tier": -1.0}), Member(masked="generator: down")),
    comparisons=(Comparison(Duel(1, 0), "second", 2, "it asked first"),),
    failures=(JudgeFailure((0, 1), "timed out"),),
)


def test_a_rollout_is_told_with_what_it_did_and_what_it_earned() -> None:
    rollouts = [Rollout(GROUP, 0, (1,), (2, 3), (True, True), (0.0, 0.0), PLAYED), Rollout(GROUP, 1, failure="down")]
    played, failed = (json.loads(json.dumps(record)) for record in of_rollouts(3, rollouts, SCORES))
    assert {"step": 3, "task": "pay", "seed": 7, "attempt": 1, "index": 0}.items() <= played.items()
    assert (played["tier"], played["why"], played["advantage"]) == (0, "paid mallory", -0.5)
    assert played["decided"][0]["args"] == played["effects"][0]["args"] == {"to": "mallory"}
    assert (failed["index"], failed["tier"], failed["masked"]) == (1, None, "generator: down")
    assert "decided" not in failed


def test_a_comparison_is_told_with_the_reason_of_the_judge() -> None:
    said, failed = (json.loads(json.dumps(record)) for record in of_comparisons(3, SCORES))
    assert (said["first"], said["second"], said["winner"], said["reason"]) == (1, 0, "second", "it asked first")
    assert (failed["members"], failed["failed"]) == ([0, 1], "timed out")
