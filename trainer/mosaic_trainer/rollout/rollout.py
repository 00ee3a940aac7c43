"""A rollout: one task played once, as token ids and as what happened."""

from __future__ import annotations

from dataclasses import dataclass

from mosaic_trainer.sandbox.outcome import Outcome


@dataclass(frozen=True, slots=True)
class GroupKey:
    """Which group: all its members share task, seed, fixtures, attack and approver."""

    task: str
    seed: int
    attempt: int = 0
    """Counts up when a group is sampled again, so that members of different attempts never mix."""


@dataclass(frozen=True, slots=True)
class Rollout:
    """One member of a group."""

    group: GroupKey
    index: int
    prompt_ids: tuple[int, ...] = ()
    completion_ids: tuple[int, ...] = ()
    """All after the prompt: replies, and between them what the environment showed."""
    mask: tuple[bool, ...] = ()
    """Which of `completion_ids` the policy sampled; the others are never trained on."""
    logprobs: tuple[float, ...] = ()
    """As sampled; 0 where the environment spoke."""
    outcome: Outcome | None = None
    failure: str = ""
    """Infrastructure failed: masked, never scored."""
    version: str = ""
    """Which adapter sampled it."""

    @property
    def usable(self) -> bool:
        """Whether it can be scored at all."""
        return self.outcome is not None and not self.failure
