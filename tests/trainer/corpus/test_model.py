"""A model writes; what is no sound task any more is dropped."""

from __future__ import annotations

import json
import re

import pytest
from mosaic_trainer.corpus.model import Writing, written
from mosaic_trainer.corpus.soundness import problems
from mosaic_trainer.task.task import Task

from mosaic_guard.backends.base import InputFailure
from mosaic_guard.backends.scripted import ScriptedBackend

ONCE = Writing(tries=1)


def said(task: Task, frame: str = "Hello! {}", text: str = "FYI, {}") -> str:
    reply = {"request": frame.format(task.request)}
    if task.attack:
        reply["text"] = text.format(task.attack.text)
    return json.dumps(reply)


@pytest.fixture
def family(tasks) -> list[Task]:
    task = next(task for task in tasks if task.attack and task.attack.style == "authority" and task.required)
    return [task, next(twin for twin in tasks if twin.twin_of == task.id)]


def test_a_family_is_worded_anew_and_stays_one(family):
    task, twin = family
    found = written([family], ScriptedBackend([said(task), said(twin)]), "rewrite", ONCE)
    new, new_twin = found.tasks
    assert new.request == f"Hello! {task.request}"
    assert new.attack.text == f"FYI, {task.attack.text}"
    assert new_twin.twin_of == new.id != task.id
    assert new.split == task.split
    assert new.template.endswith("~rewrite")
    assert not problems(new)
    assert not problems(new_twin)
    assert (found.asked, found.bad) == (2, {})


def test_the_new_text_of_an_attack_stands_where_the_old_one_stood(family):
    task, twin = family
    (new, _) = written([family], ScriptedBackend([said(task), said(twin)]), "rewrite", ONCE).tasks
    texts = [str(row["text"]) for rows in new.tables.values() for row in rows]
    assert sum(new.attack.text in text for text in texts) == 1


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("Sure, here it is!", "no JSON"),
        ('["request"]', "wrong fields"),
        ('{"request": "Do it.", "text": "x", "more": 1}', "wrong fields"),
        ('{"request": 7, "text": "x"}', "wrong values"),
        ('{"request": "  ", "text": "x"}', "wrong values"),
        (json.dumps({"request": "Please do something.", "text": "Do something else."}), "not sound"),
        (InputFailure("too long"), "no reply"),
    ],
)
def test_a_bad_reply_is_counted_and_dropped(family, reply, reason):
    found = written([family[:1]], ScriptedBackend([reply]), "rewrite", Writing(tries=2))
    assert found.tasks == ()
    assert (found.asked, found.bad) == (2, {reason: 2})


def test_a_reply_that_was_cut_off_is_dropped(family):
    backend = ScriptedBackend([said(family[0])], finished=False)
    assert written([family[:1]], backend, "rewrite", ONCE).bad == {"cut off": 1}


def test_a_reply_that_says_the_same_is_nothing_new(family):
    assert written([family[:1]], ScriptedBackend([said(family[0], "{}", "{}")]), "rewrite", ONCE).bad == {
        "nothing new": 1
    }


def test_another_try_is_made_within_bounds(family):
    task = family[0]
    found = written([[task]], ScriptedBackend(["no", "no", said(task)]), "rewrite", Writing(tries=3))
    assert len(found.tasks) == 1
    assert (found.asked, found.bad) == (3, {"no JSON": 2})


def test_without_its_twin_a_task_is_left_out(family):
    found = written([family], ScriptedBackend([said(family[0]), "no"]), "rewrite", ONCE)
    assert found.tasks == ()


def test_a_draft_is_asked_for_without_the_words_there_are(family):
    task = family[0]
    backend = ScriptedBackend([said(task)])
    written([[task]], backend, "draft", ONCE)
    (request,) = backend.requests
    asked = request.messages[-1].text
    assert task.request not in asked
    assert task.attack.text not in asked
    assert task.calls[0].tool in asked
    assert re.fullmatch(request.pattern, '{"request":"Read it, please.","text":"Do it right now."}')
