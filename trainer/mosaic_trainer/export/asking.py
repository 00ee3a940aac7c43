"""Asks fixed prompts: of the trained policy in this process, and of the server that is to answer like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mosaic_guard.backends import wire
from mosaic_guard.backends.base import Request
from mosaic_guard.errors import ConfigError
from mosaic_guard.protocol.conversation import Conversation, Role
from mosaic_guard.protocol.prompt import ChatMessage, render
from mosaic_guard.serving.http import Address
from mosaic_trainer.export.answers import AGENT_CHOICES, CHOICES, FixedAnswer, among
from mosaic_trainer.grpo.policy import Policy
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.task.task import Task

PROMPTS: Final = 16
_PATIENCE_S: Final = 60.0
_PLAN: Final = "<think>\nDo what is next.\n</think>\n"
"""What every reply in agent role begins with here, so that a letter is due."""


def first_questions(tasks: Sequence[Task], role: Role, limits: Limits, *, most: int = PROMPTS) -> list[Conversation]:
    """Give the first question of each of so many tasks, the same ones every time."""
    found = []
    for task in sorted(tasks, key=lambda task: task.id):
        session = open_session(task, role, seed=0, limits=limits)
        if (asked := session.conversation) is not None:
            found.append(asked)
        session.close()
        if len(found) == most:
            break
    return found


def trained(policy: Policy, encoder: Encoder, questions: Sequence[Conversation]) -> list[FixedAnswer]:
    """Ask the policy in this process."""
    import torch

    letters = {letter: _token(encoder, letter) for letter in AGENT_CHOICES}
    answers = []
    with torch.no_grad():
        for asked in questions:
            begun, choices = (_PLAN, AGENT_CHOICES) if asked.role == "agent" else ("", CHOICES)
            *plan, _ = encoder.encode(begun)
            ids = [*encoder.start(asked), *plan]
            logits = policy.model(torch.tensor([ids], device=policy.model.device)).logits[0, -1]
            odds = among({letter: float(logits[letters[letter]]) for letter in choices})
            answers.append(FixedAnswer(render(asked, encoder.escaper), odds, begun))
    return answers


def served(server: Address, model: str, answers: Sequence[FixedAnswer]) -> list[dict[str, float]]:
    """Ask a server for the same; raises ServerError where it does not answer."""
    return [_served(server, model, answer) for answer in answers]


def _served(server: Address, model: str, answer: FixedAnswer) -> dict[str, float]:
    letters = f"[{''.join(answer.odds)}]"
    begun = (ChatMessage("assistant", answer.begun),) if answer.begun else ()
    request = Request((*answer.messages, *begun), letters, max_tokens=1, budget_s=_PATIENCE_S)
    body = wire.body(request, model, alternatives=2 * len(answer.odds))
    if begun:  # vLLM's own words for going on with a reply
        body |= {"continue_final_message": True, "add_generation_prompt": False}
    said = wire.completion(server.post("/v1/chat/completions", body, timeout=_PATIENCE_S))
    if not said.tokens:
        raise ConfigError(f"{server.root}: {model} {wire.UNWEIGHED}")
    weighed = dict(said.tokens[0].alternatives) or {said.tokens[0].text: said.tokens[0].logprob}
    return among({letter: weight for letter, weight in weighed.items() if letter in answer.odds})


def _token(encoder: Encoder, letter: str) -> int:
    """The one token of a letter."""
    *ids, _ = encoder.encode(letter)
    if len(ids) != 1:
        raise ConfigError(f"{letter!r} is {len(ids)} tokens of this tokenizer; a decision has to be one")
    return ids[0]
