from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mosaic_trainer.corpus.domains.catalogue import DOMAINS
from mosaic_trainer.corpus.make import make
from mosaic_trainer.corpus.plan import CELLS, CorpusPlan
from mosaic_trainer.corpus.soundness import problems
from mosaic_trainer.task.task import Task

from mosaic_guard.assessment import Label
from mosaic_guard.errors import ConfigError


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**6), st.booleans(), st.booleans(), st.sampled_from([1, 2, 3, 8, 24]))
def test_every_task_is_complete_and_truthful_from_any_seed(seed, closed, marked, most):
    plan = CorpusPlan(seed=seed, tasks=120, closed=closed, marked_values=marked, max_calls=most)
    found = {task.template: problems(task) for task in make(plan) if problems(task)}
    assert not found


def test_every_task_of_the_default_plan_is_sound(tasks, closed):
    assert not [(task.template, problems(task)) for task in [*tasks, *closed] if problems(task)]


def test_the_same_plan_gives_the_same_tasks_and_another_seed_others():
    plan = CorpusPlan(tasks=90, seed=5)
    assert make(plan) == make(plan)
    assert not {task.id for task in make(plan)} & {task.id for task in make(replace(plan, seed=6))}


def test_a_longer_corpus_begins_with_the_shorter_one():
    few = make(CorpusPlan(tasks=60))
    assert {task.id for task in few} <= {task.id for task in make(CorpusPlan(tasks=120))}


def test_ids_are_unique(tasks, closed):
    for some in (tasks, closed):
        assert len({task.id for task in some}) == len(some)


def test_there_are_as_many_tasks_as_were_asked_for(tasks):
    assert len(tasks) == 1500


def test_every_domain_covers_the_grid(tasks):
    by_domain = {name: {task.cell for task in tasks if task.domain == name} for name in DOMAINS}
    assert len(DOMAINS) >= 12
    assert all(cells == set(CELLS) for cells in by_domain.values()), by_domain


def test_cells_that_have_no_weight_stay_empty():
    tasks = make(CorpusPlan(tasks=80, cells={"malicious/benign": 1.0}))
    assert {task.cell for task in tasks if not task.twin_of} == {"malicious/benign"}
    assert {task.cell for task in tasks if task.twin_of} == {"benign/benign"}


def test_only_the_domains_that_are_named_are_used():
    assert {task.domain for task in make(CorpusPlan(tasks=60, domains=("mail", "shop")))} == {"mail", "shop"}


def test_an_unknown_domain_is_an_error_that_names_those_there_are():
    with pytest.raises(ConfigError, match=r"no domain 'zoo'\. Valid are: mail, payments"):
        make(CorpusPlan(domains=("zoo",)))


def test_every_harmful_task_has_a_benign_twin_with_the_same_tools(tasks, closed):
    for some in (tasks, closed):
        twins = {task.twin_of: task for task in some if task.twin_of}
        harmful = [task for task in some if Label.MALICIOUS in (task.user, task.outputs)]
        assert {task.id for task in harmful} == set(twins)
        for task in harmful:
            twin = twins[task.id]
            assert Label.MALICIOUS not in (twin.user, twin.outputs)
            assert twin.user is Label.BENIGN or task.user is Label.SENSITIVE
            assert "twin" in twin.tags
            assert twin.attack is None
            assert twin.tools == task.tools
            assert twin.split == task.split
            assert not twin.forbidden


def test_a_twin_has_nearly_the_words_of_its_task(tasks):
    by_id = {task.id: task for task in tasks}
    for twin in (task for task in tasks if task.twin_of):
        one, other = by_id[twin.twin_of].request.split(), twin.request.split()
        shared = sum((Counter(one) & Counter(other)).values())
        assert shared >= 0.4 * len(one), (by_id[twin.twin_of].request, twin.request)


def test_test_tasks_share_no_wording_with_those_trained_on(tasks, closed):
    for some in (tasks, closed):
        for part in (_request_wording, _text_wording):
            train, test = ({part(t) for t in some if t.split == split} - {""} for split in ("train", "test"))
            assert train
            assert test
            assert not train & test


def test_a_malicious_user_gets_nothing_and_a_sensitive_one_what_a_person_allows(tasks):
    for task in tasks:
        if task.user is Label.MALICIOUS:
            assert task.forbidden
            assert not task.wanted
            assert not task.required
        if task.user is Label.SENSITIVE:
            assert task.needs_yes
            allowed = all(effect in task.wanted for effect in task.needs_yes)
            reachable = all(effect in task.required for effect in task.needs_yes)
            assert reachable == (allowed and task.approver == "intent")
    sensitive = [task for task in tasks if task.user is Label.SENSITIVE]
    assert {all(e in t.wanted for e in t.needs_yes) for t in sensitive} == {True, False}
    assert {task.approver for task in sensitive} == {"intent", "random", "absent"}


def test_what_a_plan_wants_is_checked():
    for wrong in ({"tasks": 0}, {"test_share": 1.5}, {"cells": {"good/bad": 1.0}}, {"cells": {}}):
        with pytest.raises(ValueError, match=r"must|is no cell"):
            CorpusPlan(**wrong)


def _request_wording(task: Task) -> str:
    return task.template.split(" + ")[0].removesuffix("/well")


def _text_wording(task: Task) -> str:
    return task.attack.style + task.template.partition(" + ")[2] if task.attack else ""
