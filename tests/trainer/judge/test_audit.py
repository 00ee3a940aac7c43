"""A second judge is asked about a share of the comparisons; its word counts for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.judge.audited import AuditedJudge
from mosaic_trainer.judge.base import Judge
from mosaic_trainer.judge.llm import LlmJudge
from mosaic_trainer.judge.open import open_judge
from mosaic_trainer.judge.settings import JudgeSettings
from mosaic_trainer.preference.comparison import Comparison
from mosaic_trainer.preference.schedule import Duel
from mosaic_trainer.rollout.rollout import GroupKey

from mosaic_guard.config.constraints import FieldError
from mosaic_guard.errors import ConfigError
from tests.backends.server import Served, serving
from tests.trainer.judge.served import Answer, always, reply, verdict
from tests.trainer.preference.made import TASK, Knows, group

DUELS = [Duel(0, 1), Duel(1, 2), Duel(2, 0)]


@contextmanager
def two(second: Answer, journal: Path | None = None, **said: Any) -> Iterator[tuple[Judge, Served, Served]]:
    """A judge that always says `first`, and another one at a server of its own."""
    with serving(always(verdict("first"))) as one, serving(second) as other:
        settings = {"kind": "llm", "url": one.url, "model": "m", "second_url": other.url, "audit_share": 1.0, **said}
        judge = open_judge(JudgeSettings(retries=0, pause_s=0.001, **settings), journal)
        try:
            yield judge, one, other
        finally:
            judge.close()


def test_the_judges_verdict_counts_and_the_second_opinion_stands_beside_it():
    with two(always(verdict("second")), second_model="other") as (judge, one, other):
        said = judge.compare(TASK, group(3), DUELS)
    assert said == [Comparison(duel, "first", 2, "so it is", second_opinion="second") for duel in DUELS]
    assert {body["model"] for body in one.bodies} == {"m"}
    assert [body["model"] for body in other.bodies] == ["other"] * 3
    assert judge.counts.calls == 3


def test_without_a_second_judge_nothing_is_audited():
    with serving(always(verdict("tie"))) as served:
        judge = open_judge(JudgeSettings(kind="llm", url=served.url, model="m", audit_share=1.0))
        [said] = judge.compare(TASK, group(2), DUELS[:1])
        judge.close()
    assert isinstance(judge, LlmJudge)
    assert said.second_opinion is None
    assert len(served.bodies) == 1


def test_so_large_a_share_is_drawn_and_the_same_one_every_time():
    groups = [[replace(r, group=GroupKey("t", seed)) for r in group(3)] for seed in range(400)]

    def drawn() -> list[tuple[int, Duel]]:
        judge = AuditedJudge(Knows(), Knows(), 0.05)
        said = [(at, one) for at, members in enumerate(groups) for one in judge.compare(TASK, members, DUELS)]
        return [(at, one.duel) for at, one in said if one.second_opinion]

    assert 0.03 < len(drawn()) / 1200 < 0.07
    assert drawn() == drawn()


def test_pairs_of_a_ranking_are_audited_too():
    ranked = AuditedJudge(Knows(), Knows(), 1.0).rank(TASK, group(3), [[2, 0, 1]])
    said = [pair for one in ranked for pair in one.comparisons()]
    assert len(said) == 3
    assert all(one.second_opinion == one.winner for one in said)


@pytest.mark.parametrize("trouble", [always((500, {})), always(reply("no verdict"))], ids=["down", "nonsense"])
def test_a_second_judge_that_fails_never_stops_the_run(trouble: Answer):
    with two(trouble) as (judge, _, _):
        said = [judge.compare(TASK, group(3), DUELS) for _ in range(10)]
    assert {(one.winner, one.second_opinion) for many in said for one in many} == {("first", "failed")}


def test_what_was_audited_is_not_asked_again_in_a_resumed_run(tmp_path: Path):
    with two(always(verdict("tie")), tmp_path / "verdicts.jsonl") as (judge, _, _):
        judge.compare(TASK, group(3), DUELS)
    with two(always(verdict("second")), tmp_path / "verdicts.jsonl") as (judge, one, other):
        said = judge.compare(TASK, group(3), DUELS)
    assert {one.second_opinion for one in said} == {"tie"}
    assert (one.bodies, other.bodies) == ([], [])
    assert judge.counts.calls == 3  # of the first judge, as its limits are


def test_each_judge_gets_its_own_key(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FIRST_KEY", "k-1")
    monkeypatch.setenv("SECOND_KEY", "k-2")
    for named, shown in (("", {"Bearer none"}), ("SECOND_KEY", {"Bearer k-2"})):
        with two(always(verdict("tie")), api_key_env="FIRST_KEY", second_api_key_env=named) as (judge, one, other):
            judge.compare(TASK, group(2), DUELS[:1])
        assert (one.keys, other.keys) == ({"Bearer k-1"}, shown)
    monkeypatch.delenv("SECOND_KEY")
    with pytest.raises(ConfigError, match="SECOND_KEY"), two(always(verdict("tie")), second_api_key_env="SECOND_KEY"):
        pass


LLM = {"kind": "llm", "url": "http://127.0.0.1:1/v1", "model": "m"}


@pytest.mark.parametrize(
    ("said", "path", "why"),
    [
        ({"second_model": "n"}, "second_model", 'needs `kind = "llm"`'),
        ({**LLM, "second_model": "m"}, "second_model", "is the judge itself"),
        ({**LLM, "second_url": LLM["url"]}, "second_url", "is the judge itself"),
        ({**LLM, "audit_share": 1.5}, "audit_share", "a share between 0 and 1"),
    ],
)
def test_a_second_judge_that_can_not_be_one_is_refused(said: dict[str, Any], path: str, why: str):
    with pytest.raises(FieldError, match=why) as error:
        JudgeSettings(**said)
    assert error.value.path == (path,)
