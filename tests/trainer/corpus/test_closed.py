"""What a tiny model has to read."""

from __future__ import annotations

import re

from mosaic_trainer.corpus.domains.catalogue import DOMAINS
from mosaic_trainer.corpus.make import make
from mosaic_trainer.corpus.plan import CorpusPlan
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.task.task import Task
from mosaic_trainer.task.wording import words_of

from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import render


def test_the_closed_vocabulary_is_small(closed):
    words = {word.lower() for task in closed for text in words_of(task) for word in re.findall(r"\w+", text)}
    assert len({task.domain for task in closed}) == len(DOMAINS)
    assert len(words) < 1500


def test_closed_tasks_have_one_to_three_calls(closed):
    assert {len(task.calls) for task in closed if "no_tool" not in task.tags and not task.twin_of} <= {1, 2, 3}


def test_a_run_in_guard_role_stays_short():
    plan = CorpusPlan(
        tasks=150, closed=True, marked_values=True, role="guard", tools=3, max_calls=2, domains=("mail", "payments")
    )
    lengths = [_words(task) for task in make(plan)]
    assert max(lengths) < 300
    assert sum(lengths) / len(lengths) < 200


def _words(task: Task) -> int:
    """Words of all that is shown and replied in a run, but for the instructions, which are the same for all."""
    session = open_session(task, "guard", seed=0, limits=Limits(thoughts=False))
    last = None
    while session.conversation is not None:
        last = session.conversation
        session.reply("A", finished=True)
    session.close()
    assert last is not None
    shown = "\n".join(message.text for message in render(last, Escaper())).partition("The tools of the agent:")[2]
    return len(re.findall(r"\w+", shown))
