"""Draws tokens, each sequence by a seed of its own, so that what else is in the batch changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from mosaic_trainer.rollout.generator import Prompt

if TYPE_CHECKING:
    from torch import Tensor


class Drawn(NamedTuple):
    """One step of a batch, a row a prompt."""

    tokens: Tensor
    logprobs: Tensor
    """Of these tokens, at temperature 1."""


class Draws:
    """The chances and temperatures of a batch, one row a prompt."""

    def __init__(self, prompts: Sequence[Prompt], device: object) -> None:
        import torch

        most = max(prompt.max_tokens for prompt in prompts)
        chances = [
            torch.rand(most, generator=torch.Generator().manual_seed(prompt.seed), dtype=torch.float64)
            for prompt in prompts
        ]
        self._chances = torch.stack(chances).to(device)
        self._temperatures = torch.tensor([prompt.temperature for prompt in prompts], device=device)

    def keep(self, rows: Tensor) -> None:
        """Forget all rows but these."""
        self._chances, self._temperatures = self._chances[rows], self._temperatures[rows]

    def draw(self, logits: Tensor, step: int) -> Drawn:
        """Draw a token for each row."""
        import torch

        logprobs = logits.float().log_softmax(-1)
        heat = self._temperatures[:, None]
        weights = (logprobs / heat.clamp(min=1e-6)).softmax(-1).double().cumsum(-1)
        marks = self._chances[:, step, None] * weights[:, -1:]
        tokens = torch.searchsorted(weights, marks, right=True).clamp(max=logits.shape[-1] - 1)
        tokens = torch.where(heat == 0, logprobs.argmax(-1, keepdim=True), tokens)
        return Drawn(tokens.squeeze(-1), logprobs.gather(-1, tokens).squeeze(-1))
