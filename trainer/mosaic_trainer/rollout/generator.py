"""The seat of a generator: where replies are sampled, a server or this process."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from mosaic_guard.errors import MosaicError


class GeneratorFailure(MosaicError):
    """The infrastructure failed, not the policy: what it was sampling is masked, never scored."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What to go on from."""

    ids: tuple[int, ...]
    max_tokens: int
    seed: int
    """Of this sample alone, so that what else is sampled at the same time changes nothing."""
    temperature: float = 1.0
    form: str = ""
    """Regular expression to constrain it by; empty: free, as in training."""
    deadline: float = math.inf
    """By `time.monotonic`: what is not there by then is a failure."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was generated, as the engine counts it."""

    ids: tuple[int, ...]
    """With the end token, where it came to one."""
    logprobs: tuple[float, ...]
    """Natural logarithm of each token's probability at temperature 1, among what the form allows: nothing can be
    trained on a constrained sample."""
    finished: bool
    """False: out of tokens."""


class Generator(Protocol):
    """Samples from one version of the policy."""

    version: str
    """Which adapter: changes with every update."""

    def submit(self, ticket: int, prompt: Prompt) -> None:
        """Ask for a sample; returns at once."""

    def completed(self) -> Iterator[tuple[int, Sample | GeneratorFailure]]:
        """Give what was submitted as it completes, also what is submitted meanwhile, until nothing is pending."""

    def update(self, adapter: str, version: str) -> None:
        """Sample from the LoRA adapter in this folder from now on; raises GeneratorFailure when it can't be loaded."""

    def close(self) -> None:
        """Let go of everything."""
