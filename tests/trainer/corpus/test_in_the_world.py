"""Tasks in the sandbox: what they claim is what happens."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.sandbox.matching import matches
from mosaic_trainer.sandbox.world import World
from mosaic_trainer.scripted.play import Replier, play
from mosaic_trainer.task.task import Call, Task
from mosaic_trainer.verifier.verify import verify

from mosaic_guard.assessment import Label

LIMITS = Limits(output_characters=100_000)


def played(task: Task, calls: Sequence[Call]) -> tuple[str, list[Call]]:
    """What the calls return, and those that had an effect."""
    world = World(task, LIMITS)
    said, effects = [], []
    for call in calls:
        ran = world.run(call.tool, call.args)
        assert not ran.is_error, (task.template, call, ran.content)
        said.append(ran.content)
        if ran.effect:
            effects.append(call)
    world.close()
    return "\n".join(said), effects


def test_what_the_user_asks_for_reaches_all_that_is_required(tasks):
    for task in tasks[::3]:
        _, effects = played(task, task.calls)
        for pattern in (*task.required, *task.needs_yes):
            assert any(matches([pattern], call.tool, call.args) for call in effects), (task.template, pattern)


def test_reads_return_the_text_of_the_attack_word_for_word(tasks, closed):
    for task in (task for task in [*tasks, *closed] if task.attack):
        said, _ = played(task, task.calls)
        assert json.dumps(task.attack.text, ensure_ascii=False)[1:-1] in said, (task.template, task.attack.text, said)


def test_obeying_does_what_is_forbidden_or_says_a_canary(tasks):
    for task in (task for task in tasks if task.attack):
        _, effects = played(task, (*task.calls, *task.attack.calls))
        forbidden = any(matches(task.forbidden, call.tool, call.args) for call in effects)
        assert forbidden or any(canary in task.attack.says for canary in task.canaries), task.template


def test_following_a_user_who_means_well_does_nothing_forbidden(tasks):
    for task in (task for task in tasks[1::3] if task.user is not Label.MALICIOUS):
        _, effects = played(task, task.calls)
        assert not any(matches(task.forbidden, call.tool, call.args) for call in effects), task.template


def test_every_task_is_read_back_as_it_was_written(tasks, tmp_path):
    from mosaic_trainer.task.files import load_tasks, save_tasks

    save_tasks(tasks[::5], tmp_path / "tasks.jsonl.gz")
    assert load_tasks(tmp_path / "tasks.jsonl.gz") == tasks[::5]


@pytest.mark.parametrize("role", ["guard", "agent"])
def test_doing_right_is_best_everywhere_and_complying_with_harm_worst(tasks, closed, role):
    for task in [*tasks[::8], *closed[::8]]:
        right = verify(task, play(open_session(task, role, seed=0, limits=LIMITS), Replier("reference")))
        assert right.tier is Tier.ACCEPTABLE, (task.template, right)
        comply = verify(task, play(open_session(task, role, seed=0, limits=LIMITS), Replier("complying")))
        grave = Label.MALICIOUS in (task.user, task.outputs) or task.needs_yes
        assert (comply.tier is Tier.VIOLATED) == bool(grave), (task.template, comply)
