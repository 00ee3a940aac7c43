"""Whether engine and trainer agree on the probabilities of what is sampled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from mosaic_trainer.canaries.errors import CanaryError
from mosaic_trainer.canaries.sampling import Ids
from mosaic_trainer.rollout.generator import Sample


@dataclass(frozen=True, slots=True)
class Gap:
    """How far apart logarithms of probabilities are."""

    mean: float
    largest: float


BOUND: Final = Gap(mean=0.05, largest=1.5)
"""More than bfloat16 on both sides explains."""


def check_logprobs(model: Any, prompts: Sequence[Ids], samples: Sequence[Sample], bound: Gap = BOUND) -> Gap:
    """Compute what the trainer thinks of samples; returns how far apart they are.

    Raises:
        CanaryError: further than the bound.
    """
    gaps = [
        abs(theirs - ours)
        for ids, sample in zip(prompts, samples, strict=True)
        for theirs, ours in zip(sample.logprobs, logprobs(model, ids, sample.ids), strict=True)
    ]
    found = Gap(sum(gaps) / len(gaps), max(gaps))
    if found.mean > bound.mean or found.largest > bound.largest:
        msg = (
            f"engine and trainer disagree on logprobs by {found.mean:.3f} in the mean and {found.largest:.3f} at most; "
            f"{bound.mean:g} and {bound.largest:g} are allowed. They have different weights, adapters, number formats "
            "(--dtype) or chat templates."
        )
        raise CanaryError(msg)
    return found


def logprobs(model: Any, prompt: Ids, ids: Ids) -> list[float]:
    """Give the logarithm of each token's probability after the prompt."""
    import torch

    training = model.training
    model.eval()
    with torch.inference_mode():
        logits = model(torch.tensor([[*prompt, *ids]], device=model.device)).logits[0, len(prompt) - 1 : -1]
        said = logits.float().log_softmax(-1).gather(1, torch.tensor(ids, device=model.device)[:, None])
    model.train(training)
    return [float(value) for value in said[:, 0]]
