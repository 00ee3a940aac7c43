"""Asks fixed prompts: of the trained policy in this process, and of the server that is to answer like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mosaic_guard.backends import wire
from mosaic_guard.backends.base import Request
from mosaic_guard.errors import ConfigError
from mosaic_guard.protocol import pattern
from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.prompt import render
from mosaic_guard.serving.http import Address
from mosaic_trainer.export.answers import CHOICES, FixedAnswer, among
from mosaic_trainer.grpo.policy import Policy
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.task.task import Task

PROMPTS: Final = 16
_PATIENCE_S: Final = 60.0


def first_questions(tasks: Sequence[Task], limits: Limits, *, most: int = PROMPTS) -> list[Conversation]:
    """Give the first question of each of so many tasks, the same ones every time."""
    found = []
    for task in sorted(tasks, key=lambda task: task.id):
        session = open_session(task, "guard", 0, limits)
        if (asked := session.conversation) is not None:
            found.append(asked)
        session.close()
        if len(found) == most:
            break
    return found


def trained(policy: Policy, encoder: Encoder, questions: Sequence[Conversation]) -> list[FixedAnswer]:
    """Ask the policy in this process."""
    import torch

    letters = {letter: _token(encoder, letter) for letter in CHOICES}
    answers = []
    with torch.no_grad():
        for asked in questions:
            logits = policy.model(torch.tensor([encoder.start(asked)], device=policy.model.device)).logits[0, -1]
            odds = among({letter: float(logits[token]) for letter, token in letters.items()})
            answers.append(FixedAnswer(render(asked, encoder.escaper), odds))
    return answers


def served(server: Address, model: str, answers: Sequence[FixedAnswer]) -> list[dict[str, float]]:
    """Ask a server for the same; raises ServerError where it does not answer."""
    return [_served(server, model, answer) for answer in answers]


def _served(server: Address, model: str, answer: FixedAnswer) -> dict[str, float]:
    request = Request(answer.messages, pattern.gated(1), max_tokens=1, budget_s=_PATIENCE_S)
    body = wire.body(request, model, alternatives=2 * len(CHOICES))
    said = wire.completion(server.post("/v1/chat/completions", body, timeout=_PATIENCE_S))
    if not said.tokens:
        raise ConfigError(f"{model} gives no logprobs, so that its answers can't be compared")
    weighed = dict(said.tokens[0].alternatives) or {said.tokens[0].text: said.tokens[0].logprob}
    return among({letter: weight for letter, weight in weighed.items() if letter in CHOICES})


def _token(encoder: Encoder, letter: str) -> int:
    """The one token of a letter."""
    *ids, _ = encoder.encode(letter)
    if len(ids) != 1:
        raise ConfigError(f"{letter!r} is {len(ids)} tokens of this tokenizer; a decision has to be one")
    return ids[0]
