"""Which tasks are picked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.experience.curriculum import Curriculum
from mosaic_trainer.task.task import Task

from mosaic_guard.assessment import Label

BENIGN = [Task(f"b{n}", "r", (), Label.BENIGN, Label.BENIGN) for n in range(30)]
HARMFUL = [Task(f"h{n}", "r", (), Label.MALICIOUS, Label.BENIGN) for n in range(10)]
TASKS = BENIGN + HARMFUL


@given(st.integers(0, 1000), st.integers(1, 60))
def test_a_step_has_as_many_tasks_as_asked_for_each_kind_in_its_proportion(step: int, count: int) -> None:
    picked = Curriculum(TASKS, seed=1).pick(step, count)
    kinds = Counter(task.user for task in picked)
    assert len(picked) == count
    assert abs(kinds[Label.BENIGN] - 0.75 * count) <= 1


def test_the_same_step_picks_the_same_and_another_one_others() -> None:
    assert Curriculum(TASKS, 1).pick(3, 8) == Curriculum(TASKS, 1).pick(3, 8)
    assert Curriculum(TASKS, 1).pick(3, 8) != Curriculum(TASKS, 1).pick(4, 8)
    assert Curriculum(TASKS, 1).pick(3, 8) != Curriculum(TASKS, 2).pick(3, 8)


def test_no_task_comes_twice_in_a_step_while_there_are_others() -> None:
    for step in range(20):
        assert max(Counter(task.id for task in Curriculum(TASKS, 1).pick(step, 40)).values()) == 1


def test_a_step_larger_than_the_tasks_plays_some_again() -> None:
    assert len(Curriculum(TASKS[:2], 1).pick(0, 6)) == 6


def test_tasks_that_are_always_or_never_solved_come_up_less_than_others_of_their_kind() -> None:
    curriculum = Curriculum(TASKS, 1)
    curriculum.learn({task.id: share for task, share in zip(BENIGN, [0.0, 0.5, 1.0] * 10, strict=True)})
    seen = Counter(task.id for step in range(300) for task in curriculum.pick(step, 8) if task in BENIGN)
    never, sometimes, always = (sum(seen[f"b{n}"] for n in range(start, 30, 3)) for start in (0, 1, 2))
    assert sometimes > 2 * never > 0
    assert sometimes > 2 * always > 0


def test_one_kind_does_not_crowd_out_another_when_it_alone_teaches_something() -> None:
    curriculum = Curriculum(TASKS, 1)
    curriculum.learn({task.id: 1.0 for task in BENIGN} | {task.id: 0.5 for task in HARMFUL})
    assert sum(task in BENIGN for task in curriculum.pick(0, 8)) == 6


def test_what_was_learned_can_be_put_away_and_taken_up_again() -> None:
    one, other = Curriculum(TASKS, 1), Curriculum(TASKS, 1)
    one.learn({"b1": 1.0, "h3": 0.25})
    one.learn({"b1": 0.5})
    other.restore(one.state())
    assert other.state() == one.state() == {"b1": 0.75, "h3": 0.25}


def test_another_task_is_of_the_same_kind() -> None:
    others = list(Curriculum(TASKS, 1).others(HARMFUL[0], 5))
    assert {task.id for task in others} == {f"h{n}" for n in range(1, 10)}


def test_a_task_alone_of_its_kind_has_no_other() -> None:
    alone = replace(BENIGN[0], outputs=Label.MALICIOUS)
    assert not list(Curriculum([*TASKS, alone], 1).others(alone, 0))
