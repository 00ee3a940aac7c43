"""What the optimiser is given: token ids, which of them the policy sampled, and one advantage a rollout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from mosaic_guard.trajectory import JSON
from mosaic_trainer.rollout.rollout import Rollout


@dataclass(frozen=True, slots=True)
class Row:
    """One rollout."""

    prompt_ids: tuple[int, ...]
    completion_ids: tuple[int, ...]
    mask: tuple[bool, ...]
    """Which of `completion_ids` are trained on."""
    logprobs: tuple[float, ...]
    """As the engine sampled them; 0 where it did not."""
    advantage: float
    reward: float = 0.0

    @property
    def masked(self) -> Row:
        """The same, teaching nothing."""
        return replace(self, mask=(False,) * len(self.mask), advantage=0.0)


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of one process, the members of a group in a row."""

    rows: tuple[Row, ...]
    metrics: Mapping[str, float] = field(default_factory=dict)
    """The same in every process."""


class Source(Protocol):
    """Where batches come from."""

    def batch(self, step: int) -> Batch:
        """Sample and score this process's share of the batch of a step."""

    def state(self) -> Mapping[str, JSON]:
        """Say what the next batch depends on besides the policy and the step."""

    def restore(self, state: Mapping[str, JSON]) -> None:
        """Go on from what `state` said."""


def row(rollout: Rollout, advantage: float | None, reward: float, filler: int) -> Row:
    """Make a row; `None`, or a rollout without tokens, is masked. `filler` is any token, the end token for instance."""
    if not rollout.completion_ids:
        return Row(rollout.prompt_ids or (filler,), (filler,), (False,), (0.0,), 0.0)
    made = Row(rollout.prompt_ids, rollout.completion_ids, rollout.mask, rollout.logprobs, advantage or 0.0, reward)
    return made.masked if advantage is None else made
