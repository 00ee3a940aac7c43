"""Whether the adapter reaches the rollouts: its weights are shaken, and what is sampled has to change with them.

An engine that ignores the adapter samples from the base; the loss stays finite, and nothing is learned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from mosaic_trainer.canaries.errors import CanaryError
from mosaic_trainer.canaries.logprobs import logprobs
from mosaic_trainer.canaries.sampling import Draw, Ids
from mosaic_trainer.rollout.generator import Sample

_SHAKES: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Sizes of what is added to each weight, one after the other: a policy that is sure of itself feels no small one."""
_FELT: Final = 0.1
"""By how much a logprob has to move in the trainer itself."""
_EQUAL: Final = 0.02
"""Logprobs of the same weights may differ by this much, as batching makes them."""


def check_adapter(model: Any, hand_over: Callable[[str], None], prompts: Sequence[Ids], draw: Draw) -> None:
    """Shake the adapter until the trainer feels it, and put it back.

    Args:
        model: PEFT around the policy that is trained.
        hand_over: gives the adapter to the generator, as a version of this name.
        prompts: what `draw` samples from.
        draw: samples the same every time from the same weights.

    Raises:
        CanaryError: what is sampled does not follow the adapter.
    """
    before = draw()
    with _shaken(model, lambda: _moved(model, prompts, before)):
        hand_over("canary-shaken")
        shaken = draw()
    hand_over("canary-restored")
    after = draw()
    if _same(before, shaken):
        raise CanaryError(
            "the adapter does not reach the rollouts: shaken weights sample the same as before. Check that the "
            "server loads adapters (`--enable-lora`, VLLM_ALLOW_RUNTIME_LORA_UPDATING) and that requests name them."
        )
    if not _same(before, after):
        raise CanaryError(
            "the generator stays with an adapter that was replaced: restored weights sample otherwise than before. "
            "Check that it loads each version under a name of its own."
        )


@contextmanager
def _shaken(model: Any, moved: Callable[[], float]) -> Iterator[None]:
    import torch

    random = torch.Generator().manual_seed(0)
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    kept = [weight.detach().clone() for weight in weights]
    try:
        with torch.no_grad():
            for size in _SHAKES:
                for weight, was in zip(weights, kept, strict=True):
                    noise = torch.randn(weight.shape, generator=random, dtype=torch.float32) * size
                    weight.copy_(was + noise.to(weight.device, weight.dtype))
                if moved() > _FELT:
                    break
            else:
                raise CanaryError(
                    f"the adapter changes nothing: weights shaken by {size:g} leave every logprob where it was. Check "
                    "lora.targets and lora.alpha."
                )
        yield
    finally:
        with torch.no_grad():
            for weight, was in zip(weights, kept, strict=True):
                weight.copy_(was)


def _moved(model: Any, prompts: Sequence[Ids], samples: Sequence[Sample]) -> float:
    """Say how far the trainer's own logprobs of samples are from those of the sampling."""
    return max(
        abs(now - was)
        for ids, sample in zip(prompts, samples, strict=True)
        for now, was in zip(logprobs(model, ids, sample.ids), sample.logprobs, strict=True)
    )


def _same(some: Sequence[Sample], others: Sequence[Sample]) -> bool:
    return all(
        abs(a - b) < _EQUAL
        for one, other in zip(some, others, strict=True)
        for a, b, same in _aligned(one, other)
        if same
    ) and all(one.ids[:1] == other.ids[:1] for one, other in zip(some, others, strict=True))


def _aligned(one: Sample, other: Sample) -> Iterator[tuple[float, float, bool]]:
    """Pair the logprobs while the tokens are the same; after the first other token nothing can be compared."""
    same = True
    for token, token_there, a, b in zip(one.ids, other.ids, one.logprobs, other.logprobs, strict=False):
        same &= token == token_there
        yield a, b, same
