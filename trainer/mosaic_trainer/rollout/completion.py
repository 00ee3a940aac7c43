"""The wire format of a sample: what is asked of `/v1/completions`, and what is read from the answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import isfinite
from typing import Any

from mosaic_guard.trajectory import JSON
from mosaic_trainer.rollout.generator import GeneratorFailure, Prompt, Sample


def body(prompt: Prompt, model: str, ends: Sequence[int]) -> dict[str, JSON]:
    """Ask for one sample, as ids, with the probability of each."""
    asked: dict[str, JSON] = {
        "model": model,
        "prompt": list(prompt.ids),
        "max_tokens": prompt.max_tokens,
        "seed": prompt.seed,
        "temperature": prompt.temperature,
        "top_p": 1.0,
        "top_k": 0,
        "stop_token_ids": list(ends),
        "logprobs": 0,  # of the sampled token alone
        "return_token_ids": True,
        "skip_special_tokens": False,
    }
    if prompt.form:
        asked["structured_outputs"] = {"regex": prompt.form}
    return asked


def sample(answer: Any, ends: Collection[int]) -> Sample:
    """Read an answer.

    Raises:
        GeneratorFailure: it has no token ids, or not one logprob for each.
    """
    try:
        (choice,) = answer["choices"]
        ids, logprobs = tuple(choice["token_ids"]), tuple(choice["logprobs"]["token_logprobs"])
    except (KeyError, TypeError, ValueError) as error:
        why = "the server gives no token ids and logprobs; train with vLLM 0.22 or newer"
        raise GeneratorFailure(f"{why}: {answer!r:.300}") from error
    if len(ids) != len(logprobs):
        raise GeneratorFailure(f"the server gives {len(ids)} tokens with {len(logprobs)} logprobs")
    if not all(type(id) is int for id in ids) or not all(type(p) in (float, int) and isfinite(p) for p in logprobs):
        raise GeneratorFailure(f"the server gives what is no number: {ids!r:.100} with {logprobs!r:.100}")
    return Sample(ids, logprobs, finished=bool(ids) and ids[-1] in ends)
