"""Prompts, and what the model itself says of a sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.generator import Generator, Prompt, Sample
from mosaic_trainer.tiny.scene import scene, tools

from mosaic_guard.protocol.conversation import Conversation


def prompts(encoder: Encoder, tasks: int = 4, each: int = 3, max_tokens: int = 12, **more: Any) -> list[Prompt]:
    """Groups of prompts: those of a group differ in their seeds alone."""
    ids = [encoder.start(_opening(number)) for number in range(tasks)]
    return [Prompt(ids[n // each], max_tokens, seed=100 + n, **more) for n in range(tasks * each)]


def sampled(generator: Generator, prompts: Sequence[Prompt]) -> list[Sample]:
    """Sample them all at once, in their own order."""
    for ticket, prompt in enumerate(prompts):
        generator.submit(ticket, prompt)
    done = dict(generator.completed())
    samples = [done[ticket] for ticket in range(len(prompts))]
    assert all(isinstance(one, Sample) for one in samples), samples
    return samples


def gap(model: Any, prompt: Sequence[int], sampled: Sequence[int], logprobs: Sequence[float]) -> float:
    """How far a forward pass over the whole sequence is from the logprobs of a sample, at most."""
    import torch

    whole = torch.tensor([[*prompt, *sampled]])
    with torch.inference_mode():
        expected = model(whole).logits[0, len(prompt) - 1 : -1].log_softmax(-1)
    said = expected.gather(-1, torch.tensor(sampled)[:, None]).squeeze(-1)
    return float((said - torch.tensor(logprobs)).abs().max())


def _opening(number: int) -> Conversation:
    random = Random(number)
    whole = scene(tools(random), random)
    return replace(whole, turns=(replace(whole.turns[0], reply=""),))
