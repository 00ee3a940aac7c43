"""A few samples to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mosaic_trainer.canaries.errors import CanaryError
from mosaic_trainer.rollout.generator import Generator, GeneratorFailure, Prompt, Sample

Ids = tuple[int, ...]
Draw = Callable[[], Sequence[Sample]]


def draw(generator: Generator, prompts: Sequence[Ids], *, tokens: int = 16) -> list[Sample]:
    """Sample once from each prompt, with seeds of their own; the same weights draw the same."""
    for ticket, ids in enumerate(prompts):
        generator.submit(ticket, Prompt(ids, tokens, seed=ticket))
    drawn = dict(generator.completed())
    failed = next((result for result in drawn.values() if isinstance(result, GeneratorFailure)), None)
    if failed is not None:
        raise CanaryError(f"the generator fails before the run begins: {failed}") from failed
    return [sample for _, sample in sorted(drawn.items()) if isinstance(sample, Sample)]
