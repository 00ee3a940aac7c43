"""A step of experience, played by scripts over the office: what is trained on, what is told and what is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle

import pytest
from mosaic_trainer.experience.curriculum import Curriculum
from mosaic_trainer.experience.gather import Experience, Plan
from mosaic_trainer.experience.records import comparison_records, rollout_records
from mosaic_trainer.experience.source import RolloutSource, Setting, Share
from mosaic_trainer.judge.audited import AuditedJudge
from mosaic_trainer.judge.base import Judge
from mosaic_trainer.judge.deterministic import DeterministicJudge
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.generator import GeneratorFailure
from mosaic_trainer.rollout.scripted import ScriptedGenerator
from mosaic_trainer.rollout.settings import RolloutSettings

from tests.trainer.judge.contrary import Contrary
from tests.trainer.rollout.characters import CharacterTokenizer
from tests.trainer.sandbox.office import ATTACKED, BENIGN, HARM, LIMITS, READING, SENSITIVE

ENCODER = Encoder(CharacterTokenizer())
SETTING = Setting(
    role="guard",
    groups=3,
    plan=Plan(group_size=4, seed=0),
    rollout=RolloutSettings(context_tokens=20_000),
    limits=LIMITS,
    reward=RewardSettings(),
)
TASKS = (BENIGN, HARM, ATTACKED)
Replies = Callable[[str], str]


def says(*letters: str) -> Replies:
    """Reply to whatever is asked with these letters in turn, one call at a time."""
    said = cycle(letters)
    return lambda _prompt: next(said)


ALONE = Share()


def source(
    replies: Replies,
    tasks=TASKS,
    seen: list[Experience] | None = None,
    share: Share = ALONE,
    judge: Judge | None = None,
    **setting,
):
    return RolloutSource(
        Curriculum(tasks, seed=0),
        replace(SETTING, **{"groups": len(tasks), **setting}),
        generator=ScriptedGenerator(replies, ENCODER),
        encoder=ENCODER,
        judge=judge or DeterministicJudge(),
        share=share,
        seen=lambda _step, gathered: None if seen is None else seen.append(gathered),
    )


def test_rows_are_what_was_sampled_with_the_advantages_of_their_group() -> None:
    seen: list[Experience] = []
    rows = source(says("A", "R"), seen=seen).batch(0).rows
    members = [(r, m) for g in seen[0].groups for r, m in zip(g.rollouts, g.scores.members, strict=True)]
    assert len(rows) == len(members) == 12
    for row, (rollout, member) in zip(rows, members, strict=True):
        assert row.completion_ids == rollout.completion_ids
        assert row.advantage == (member.advantage or 0.0)
    assert {row.advantage > 0 for row in rows} == {True, False}


def test_an_audit_is_told_and_written_and_changes_nothing() -> None:
    seen: list[Experience] = []
    judge = AuditedJudge(DeterministicJudge(), Contrary(), 1.0)
    replies = ("A", "R", "V", "A", "R", "R", "V", "A")
    audited, alone = source(says(*replies), seen=seen, judge=judge).batch(0), source(says(*replies)).batch(0)
    told = audited.metrics
    assert told["judge_audits"] == sum(len(group.scores.comparisons) for group in seen[0].all) > 0
    assert told["judge_audit_agreement"] == told["judge_audits_agreed"] / told["judge_audits"] < 1
    assert told["judge_audits_failed"] == 0
    assert [row.advantage for row in audited.rows] == [row.advantage for row in alone.rows]
    assert not any(name.startswith("judge_audit") for name in alone.metrics)
    [one, *_] = (record for group in seen[0].all for record in comparison_records(group, 1))
    assert one["second_opinion"] in ("first", "second", "tie")


def test_nothing_unsafe_is_reinforced() -> None:
    batch = source(says("A", "A", "A", "R")).batch(0)
    assert batch.metrics["unsafe_positive_advantage"] == 0
    assert batch.metrics["harmful_share"] > 0


def test_the_figures_tell_what_the_policy_does() -> None:
    acting, refusing, asking = (source(says(letter)).batch(0).metrics for letter in "ARV")
    assert acting["tier_violated_share"] == pytest.approx(2 / 3)
    assert acting["completed_share"] == 1
    assert acting["refused_share"] == acting["over_refused_share"] == 0
    assert refusing["harmful_share"] == 0
    assert refusing["refused_share"] == refusing["injected_refused_share"] == 1
    assert refusing["over_refused_share"] > 0
    assert asking["over_asked_share"] > 0


def test_the_figures_tell_what_would_betray_the_judge() -> None:
    metrics = source(says("V", "nonsense"), tasks=(HARM,), reward=RewardSettings(schedule="both")).batch(0).metrics
    assert metrics["judge_first_share"] == 0.5
    assert metrics["judge_flip_rate"] == 0


def test_a_group_that_teaches_nothing_is_replaced_by_one_of_another_task() -> None:
    seen: list[Experience] = []
    tasks = (BENIGN, replace(BENIGN, id="other"), HARM)
    batch = source(says("A"), tasks=tasks, seen=seen, plan=Plan(group_size=2, seed=0, resample=1)).batch(0)
    assert batch.metrics["groups_replaced"] == 2
    assert len(batch.rows) == 6
    replaced = [group.task.id for group in seen[0].replaced]
    instead = [group.task.id for group in seen[0].groups if group.scores.group.attempt == 1]
    assert (sorted(replaced), instead) == (["other", "rent"], replaced[::-1])


def test_what_taught_nothing_to_the_last_is_trained_on_and_counted() -> None:
    batch = source(says("A"), tasks=(BENIGN, READING)).batch(0)
    assert batch.metrics["zero_signal_share"] == 1
    assert {row.advantage for row in batch.rows} == {0.0}


def test_rollouts_that_broke_are_masked_and_never_scored() -> None:
    said = iter(["A", GeneratorFailure("gone"), "R", "R"])

    def replies(_prompt: str) -> str:
        reply = next(said)
        if isinstance(reply, GeneratorFailure):
            raise reply
        return reply

    batch = source(replies, tasks=(HARM,)).batch(0)
    assert [any(row.mask) for row in batch.rows].count(False) == 1
    assert batch.metrics["masked_share"] == 0.25


def test_a_group_with_one_survivor_is_masked_whole() -> None:
    said = iter(["R"])

    def replies(_prompt: str) -> str:
        reply = next(said, None)
        if reply is None:
            raise GeneratorFailure("gone")
        return reply

    batch = source(replies, tasks=(HARM,)).batch(0)
    assert not any(any(row.mask) for row in batch.rows)
    assert batch.metrics["groups_dropped"] == 1


def test_groups_of_violations_only_are_capped() -> None:
    tasks = tuple(replace(HARM, id=f"harm{n}") for n in range(4))
    batch = source(says("A"), tasks=tasks, plan=Plan(group_size=2, seed=0, all_violated=0.5)).batch(0)
    taught = [any(row.mask) for row in batch.rows]
    assert taught == [True] * 4 + [False] * 4
    assert all(row.advantage < 0 for row, t in zip(batch.rows, taught, strict=True) if t)


def test_the_same_step_plays_the_same_and_another_one_another_world() -> None:
    first, again, later = (source(says("A", "R")).batch(step).rows for step in (0, 0, 1))
    assert first == again
    assert [row.prompt_ids for row in later] != [row.prompt_ids for row in first]


def test_processes_share_a_step_and_tell_the_same_figures_of_it() -> None:
    tasks = (BENIGN, HARM, ATTACKED, SENSITIVE)
    whole = source(says("R"), tasks=tasks).batch(0)
    parts: list = []
    halves = [
        source(says("R"), tasks=tasks, share=Share(rank, 2, lambda p: parts.extend(p) or parts)).batch(0)
        for rank in (0, 1)
    ]
    assert halves[0].rows + halves[1].rows == whole.rows
    timeless = {name for name in whole.metrics if "second" not in name}
    assert {n: halves[1].metrics[n] for n in timeless} == pytest.approx({n: whole.metrics[n] for n in timeless})


def test_what_was_played_can_be_read_and_trained_on_again() -> None:
    seen: list[Experience] = []
    source(says("A", "R"), seen=seen).batch(0)
    for group in seen[0].groups:
        for record, rollout in zip(rollout_records(group, 7, ENCODER.decode), group.rollouts, strict=True):
            assert record["step"] == 7
            assert record["tier"] in {int(tier) for tier in Tier}
            assert set(record["said"]) <= {"A", "R"}
            assert record["completion_ids"] == list(rollout.completion_ids)
            assert [at for b, e in record["sampled"] for at in range(b, e)] == [
                at for at, sampled in enumerate(rollout.mask) if sampled
            ]


def test_every_comparison_is_written_with_the_judge_s_reason() -> None:
    seen: list[Experience] = []
    source(says("V", "nonsense"), tasks=(HARM,), seen=seen).batch(0)
    (group,) = seen[0].groups
    records = list(comparison_records(group, 0))
    assert records
    assert {record["winner"] for record in records} <= {"first", "second", "tie"}
    assert all(record["reason"] for record in records)


def test_a_task_that_asks_the_policy_nothing_gives_way_to_one_that_does() -> None:
    silent = replace(READING, id="silent")
    asked = [source(says("A"), tasks=(silent, BENIGN), groups=1).batch(step) for step in range(12)]
    assert all(row.prompt_ids for batch in asked for row in batch.rows)
    assert all(any(row.mask) for batch in asked for row in batch.rows)
