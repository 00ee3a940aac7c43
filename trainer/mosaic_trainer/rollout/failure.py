"""Why a rollout is masked, in one text: the kind, and what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from mosaic_trainer.rollout.rollout import Rollout

Kind = Literal["generator", "session", "drift", "context", "time"]
"""The engine failed; the sandbox raised; the conversation did not hold what was sampled; out of tokens; out of time."""


def failure(kind: Kind, why: str) -> str:
    """Write it."""
    return f"{kind}: {why}"


def count_failures(rollouts: Iterable[Rollout]) -> Counter[str]:
    """Count the masked rollouts, by kind."""
    return Counter(rollout.failure.partition(":")[0] for rollout in rollouts if rollout.failure)
