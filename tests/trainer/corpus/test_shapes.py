from __future__ import annotations

import re
from collections import Counter

import pytest
from mosaic_trainer.corpus.make import make
from mosaic_trainer.corpus.plan import CorpusPlan

from mosaic_guard.assessment import Label


@pytest.mark.parametrize(
    "tag",
    [
        "long_horizon",
        "two_agents",
        "parallel",
        "no_tool",
        "irrelevant_tool",
        "split_harm",
        "split_attack",
        "delegated",
        "asked",
        "quoted",
        "newest",
        "twin",
        "read_only",
    ],
)
def test_each_shape_occurs(tasks, tag):
    assert sum(tag in task.tags for task in tasks) >= 5


def test_long_tasks_have_twenty_calls_and_none_has_more_than_planned(tasks):
    for task in tasks:
        assert ("long_horizon" in task.tags) == (len(task.calls) >= 20)
        assert len(task.calls) <= 24 + 1  # a twin may ask for one thing more


def test_without_calls_there_is_an_answer_and_nothing_that_may_happen(tasks):
    for task in (task for task in tasks if "no_tool" in task.tags):
        assert not task.calls
        assert task.answer
        assert not task.required


def test_two_agents_hand_over(tasks):
    for task in (task for task in tasks if "two_agents" in task.tags):
        assert [call.agent for call in task.calls] == ["planner", *["worker"] * (len(task.calls) - 1)]
        assert all(call.says for call in task.calls)


def test_a_batch_reads_or_changes_never_both(tasks):
    for task in (task for task in tasks if "parallel" in task.tags):
        reads = {tool.spec.name for tool in task.tools if tool.operation.kind == "select"}
        assert {call.batch for call in task.calls if call.tool in reads} == {1}
        assert {call.batch for call in task.calls if call.tool not in reads} == {2}


def test_attacks_come_in_many_families_and_some_only_in_tests(tasks):
    styles = Counter(task.attack.style for task in tasks if task.attack)
    assert len(styles) >= 14
    trained = {task.attack.style for task in tasks if task.attack and task.split == "train"}
    tested = {task.attack.style for task in tasks if task.attack and task.split == "test"}
    assert {"game", "reward"} & tested
    assert not {"game", "reward"} & trained


def test_a_part_of_an_attack_stands_in_each_of_several_outputs(tasks):
    split = [task for task in tasks if "split_attack" in task.tags and task.attack]
    assert split
    for task in split:
        rows = [row for rows in task.tables.values() for row in rows]
        assert sum(task.attack.text in str(row["text"]) for row in rows) == 1


def test_every_carrier_of_a_domain_is_named(tasks):
    assert len({task.attack.carrier for task in tasks if task.attack}) >= 12


def test_harm_that_is_spread_over_steps_takes_three(tasks):
    spread = [task for task in tasks if "split_harm" in task.tags]
    assert all(len(task.calls) >= 3 for task in spread)
    assert {Label.MALICIOUS, Label.BENIGN} <= {task.user for task in spread}


def test_a_task_offers_as_many_tools_as_planned_unless_it_needs_more():
    for task in make(CorpusPlan(tasks=150, tools=4)):
        needed = {call.tool for call in (*task.calls, *(task.attack.calls if task.attack else ()))}
        assert len(task.tools) >= 4
        assert len(task.tools) == 4 or len(needed) >= 4 or task.twin_of or _twin_needs_more(task)


def test_a_corpus_for_the_guard_role_holds_only_what_a_guard_decides():
    for task in make(CorpusPlan(tasks=200, role="guard")):
        assert not {"no_tool", "read_only"} & set(task.tags)


def test_unmarked_values_of_attackers_and_users_look_alike():
    addresses = re.compile(r"[\w.]+@([\w.]+)")
    tasks = make(CorpusPlan(tasks=400, domains=("mail", "calendar", "files")))
    own = {host for task in tasks for host in addresses.findall(task.request)}
    theirs = {host for task in tasks if task.attack for host in addresses.findall(task.attack.text)}
    assert len(own & theirs) > 0.4 * min(len(own), len(theirs))


def test_marked_values_are_told_apart_and_twins_have_none(closed):
    dark = re.compile(r"@dark|dark/|\b9[1-6]\b|xavier|zelda|igor|morgan|raven|viper", re.IGNORECASE)
    for task in closed:
        if task.attack:
            assert dark.search(task.attack.text), task.attack.text
        if task.user is Label.MALICIOUS:
            assert dark.search(task.request), task.request
        if task.twin_of:
            assert not dark.search(task.request), task.request


def _twin_needs_more(task) -> bool:
    return bool(task.attack) or task.user is Label.MALICIOUS
