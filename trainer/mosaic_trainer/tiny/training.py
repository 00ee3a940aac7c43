"""Supervised learning of the replies, in plain torch: the system message is computed once a batch."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mosaic_trainer.tiny.example import Example

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import Qwen3ForCausalLM


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long, and how fast."""

    short: int = 400
    """So many steps on single questions without the system message: in a long prompt there is nothing to begin with."""
    steps: int = 800
    batch: int = 8
    """Runs a step; twice as many of the short ones."""
    rate: float = 2e-3
    warmup: int = 30

    def at(self, step: int) -> float:
        """The learning rate: up in a line, down in a half cosine."""
        if step < self.warmup:
            return self.rate * (step + 1) / self.warmup
        done = (step - self.warmup) / max(1, self.steps - self.warmup)
        return self.rate * (0.05 + 0.95 * (1 + math.cos(math.pi * done)) / 2)


def train(
    model: Qwen3ForCausalLM,
    batches: Callable[[int], Sequence[Example]],
    schedule: Schedule,
    told: Callable[[int, float], None],
) -> None:
    """Train on `batches(step)`; `told` hears of every step's loss."""
    import torch

    optimizer = torch.optim.AdamW(model.parameters(), lr=schedule.rate, betas=(0.9, 0.98), weight_decay=0.01)
    model.train()
    for step in range(schedule.steps):
        for group in optimizer.param_groups:
            group["lr"] = schedule.at(step)
        loss = loss_of(model, batches(step))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        told(step, float(loss.detach()))
    model.eval()


def loss_of(model: Qwen3ForCausalLM, examples: Sequence[Example]) -> Tensor:
    """Cross-entropy of what is to be said; the letters that decide count as much as all the rest."""
    import torch

    logits = logits_of(model, examples)[:, :-1]
    wanted = _padded([e.ids for e in examples], model.config.pad_token_id)[:, 1:]
    learned, decides = (
        _padded(marks, 0)[:, 1:].bool() for marks in ([e.learned for e in examples], [e.decides for e in examples])
    )
    cross_entropy = torch.nn.functional.cross_entropy
    return cross_entropy(logits[learned], wanted[learned]) + cross_entropy(logits[decides], wanted[decides])


def logits_of(model: Qwen3ForCausalLM, examples: Sequence[Example]) -> Tensor:
    """What the model expects after every token of examples that share their prefix."""
    import torch

    (prefix,) = {e.prefix for e in examples}
    ids = _padded([e.ids for e in examples], model.config.pad_token_id)
    there = _padded([(1,) * (len(prefix) + len(e.ids)) for e in examples], 0)
    cache = None
    if prefix:
        cache = model(torch.tensor([prefix]), use_cache=True).past_key_values
        cache.batch_repeat_interleave(len(examples))
    logits: Tensor = model(ids, attention_mask=there, past_key_values=cache).logits
    return logits


def _padded(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
    import torch

    longest = max(map(len, rows))
    return torch.tensor([[*map(int, row), *[filler] * (longest - len(row))] for row in rows])
