"""A start from nothing: a tokenizer and a model of a million weights, made for the words of the tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mosaic_guard.errors import MissingExtraError
from mosaic_guard.protocol.conversation import Role
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.instructions import INSTRUCTIONS
from mosaic_guard.protocol.prompt import render
from mosaic_guard.protocol.reply import LETTERS, THINKS
from mosaic_trainer.grpo.policy import Policy
from mosaic_trainer.grpo.settings import SftSettings
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.scripted import Replier
from mosaic_trainer.sft.demonstration import Demonstration
from mosaic_trainer.sft.lessons import Lessons
from mosaic_trainer.task.task import Task
from mosaic_trainer.tiny.example import Example
from mosaic_trainer.tiny.training import Schedule, train

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

VOCABULARY = 2500
"""Tokens, at most."""
READ = 600
"""Tasks that the tokenizer learns its words from."""


def untrained_policy(tasks: Sequence[Task], role: Role, limits: Limits, *, context: int, seed: int) -> Policy:
    """Make a model that knows nothing, and a tokenizer for what it will be shown."""
    try:
        import torch
    except ImportError as error:
        raise MissingExtraError("torch", "rl") from error
    from mosaic_trainer.tiny.model import untrained

    tokenizer = tokenizer_for(tasks, role, limits)
    torch.manual_seed(seed)
    return Policy(untrained(tokenizer, context), tokenizer)


def tokenizer_for(tasks: Sequence[Task], role: Role, limits: Limits) -> PreTrainedTokenizerFast:
    """Learn a tokenizer from what is seen and said in tasks."""
    from mosaic_trainer.tiny.tokenizer import tokenizer_from

    texts = (text for number, task in enumerate(tasks[:READ]) for text in _texts(task, role, number, limits))
    lines = [line for line in INSTRUCTIONS[role].split("\n") if len(line) > 1]
    return tokenizer_from(
        texts, VOCABULARY, whole=("assistant", "system", *sorted(lines, key=len, reverse=True)), skeleton=True
    )


def teach(policy: Policy, lessons: Lessons, settings: SftSettings, told: Callable[[int, float], None]) -> None:
    """Train all weights in plain torch, on short lessons first: in a long prompt there is nothing to begin with."""
    marks = Marks(policy.tokenizer, lessons.encoder.end)

    def batch(step: int) -> list[Example]:
        if step >= settings.short:
            return [marks.example(shown) for shown in lessons.batch(step, settings.batch)]
        return [marks.short(shown) for shown in lessons.batch(step, 2 * settings.batch)]

    schedule = Schedule(settings.short, settings.steps, settings.batch, settings.learning_rate, settings.warmup)
    train(policy.model, batch, schedule, told)


class Marks:
    """Turns demonstrations into what the loop learns from: which tokens are said, and which of these decide."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast, end: int) -> None:
        self._letters = {tokenizer.convert_tokens_to_ids(letter) for letter in (*LETTERS.values(), THINKS)}
        self._line_end = tokenizer.convert_tokens_to_ids("\u010a")  # how byte-level tokenizers spell it
        self._end = end

    def example(self, shown: Demonstration) -> Example:
        """Mark all of it."""
        ids = (*shown.prompt_ids, *shown.completion_ids)
        learned = ((False,) * len(shown.prompt_ids)) + shown.mask
        befores = (self._line_end, *ids)
        decides = [
            said and token in self._letters and before == self._line_end
            for said, token, before in zip(learned, ids, befores, strict=False)
        ]
        return Example((), ids, learned, tuple(decides))

    def short(self, shown: Demonstration) -> Example:
        """Mark the first question and its reply, without the system message."""
        whole = self.example(shown)
        begin = whole.ids.index(self._end) + 2  # the template ends its line
        last = len(shown.prompt_ids) + shown.completion_ids.index(self._end) + 1
        return replace(
            whole, ids=whole.ids[begin:last], learned=whole.learned[begin:last], decides=whole.decides[begin:last]
        )


def _texts(task: Task, role: Role, seed: int, limits: Limits) -> list[str]:
    session = open_session(task, role, seed=seed, limits=limits)
    replier = Replier("reference")
    conversation = None
    while session.conversation is not None:
        conversation = session.conversation.answered(said := replier(session))
        session.reply(said, finished=True)
    session.close()
    return [message.text for message in render(conversation, Escaper())] if conversation else []
