from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from mosaic_trainer.corpus.filters import filtered
from mosaic_trainer.held_out import HeldOut
from mosaic_trainer.task.task import Task

from tests.trainer.held_out import TEXT, holding


def test_what_is_made_here_passes(tasks):
    left = filtered(tasks)
    assert len(left.kept) > 0.95 * len(tasks)
    assert set(left.dropped) <= {"duplicate"}
    assert len(left.kept) + sum(left.dropped.values()) == len(tasks)


def test_a_task_that_is_there_twice_is_kept_once(tasks):
    task = _plain(tasks)
    again = replace(task, id="again", request=f"{task.request} ".upper())
    left = filtered([task, again])
    assert left.kept == (task,)
    assert left.dropped == {"duplicate": 1}


@pytest.mark.parametrize("word", ["refusal_tool", "<think>", "This is MALICIOUS.", "tri-modal", "reply in guard role"])
def test_a_task_that_names_labels_or_the_protocol_is_left_out(tasks, word):
    task = _plain(tasks)
    left = filtered([task, replace(task, id="leak", request=f"{task.request} {word}")])
    assert left.kept == (task,)
    assert left.dropped == {"key word": 1}


def test_a_leak_in_a_row_of_a_table_is_found(tasks):
    task = _plain(tasks)
    name, rows = next(iter(task.tables.items()))
    leaking = replace(task, tables={**task.tables, name: ({**rows[0], "text": "see <safety_thoughts>"}, *rows[1:])})
    assert filtered([leaking]).dropped == {"key word": 1}


def test_a_harmful_task_falls_together_with_its_twin(tasks):
    twin = next(task for task in tasks if task.twin_of)
    task = next(task for task in tasks if task.id == twin.twin_of)
    left = filtered([task, replace(twin, answer="benign")])
    assert not left.kept
    assert left.dropped == {"key word": 2}


def test_what_shares_text_with_a_held_out_benchmark_is_left_out(tasks, tmp_path: Path):
    task = _plain(tasks)
    left = filtered([task, replace(task, id="held", request=f"{task.request} {TEXT}")], HeldOut(holding(tmp_path)))
    assert left.kept == (task,)
    assert left.dropped == {"held out": 1}


def _plain(tasks: list[Task]) -> Task:
    return next(task for task in tasks if task.required and not task.attack and not task.twin_of)
