"""What the optimiser is asked for: GRPO, the adapter that it trains, and the supervised start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

from mosaic_guard.config.constraints import FieldError
from mosaic_trainer.bounds import above, at_least

_STRICT: Final[Mapping[str, Any]] = {"extra": "forbid", "strict": True}
Curve = Literal["constant", "linear", "cosine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoraSettings:
    """The adapter."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    rank: int = 32
    alpha: float = 64.0
    """Its output is scaled by `alpha / rank`."""
    targets: tuple[str, ...] = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
    """Which linear layers; `all-linear` alone means every one but the head."""

    def __post_init__(self) -> None:
        at_least(self, 1, "rank")
        above(self, "alpha")
        if not self.targets:
            raise FieldError("must name a layer, or `all-linear`", "targets")


@dataclass(frozen=True, slots=True, kw_only=True)
class GrpoSettings:
    """Group-relative policy optimisation."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    steps: int = 200
    """Batches of rollouts."""
    groups: int = 16
    """Tasks in a batch, over all processes."""
    group_size: int = 8
    """Rollouts of each."""
    micro_batch: int = 4
    """Sequences in one forward pass of one process."""
    updates: int = 1
    """Optimiser steps on each batch."""
    learning_rate: float = 1e-5
    curve: Curve = "constant"
    warmup: int = 5
    """Optimiser steps until the learning rate is reached."""
    weight_decay: float = 0.0
    max_grad_norm: float = 0.5
    loss: Literal["dapo", "dr_grpo", "grpo", "bnpo", "cispo"] = "dapo"
    """What the sum over tokens is divided by: `dapo` the tokens of the batch, `dr_grpo` the most there could be."""
    ratio: Literal["token", "sequence"] = "token"
    """Whose probability is compared with the one at sampling; `sequence` suits long episodes."""
    beta: float = 1e-3
    """Weight of the distance to the start; 0 does without, where no judge but the verifier decides."""
    epsilon: float = 0.2
    epsilon_high: float = 0.28
    correction: Literal["off", "token_truncate", "token_mask", "sequence_truncate", "sequence_mask"] = "sequence_mask"
    """What is done where engine and trainer disagree on a probability."""
    correction_limit: float = 3.0
    """A ratio of probabilities above it is cut down to it, or masks what it is of."""
    checkpointing: bool = True
    """Compute activations again in the backward pass, to save memory."""
    resample: int = 1
    """How often a group that teaches nothing is replaced by one of another task."""

    def __post_init__(self) -> None:
        at_least(self, 1, "steps", "groups", "micro_batch", "updates")
        at_least(self, 2, "group_size")
        at_least(self, 0, "warmup", "resample", "beta", "weight_decay")
        above(self, "learning_rate", "max_grad_norm", "epsilon", "epsilon_high", "correction_limit")
        if self.groups * self.group_size % (self.micro_batch * self.updates):
            raise FieldError(
                f"must divide groups x group_size / updates, {self.groups} x {self.group_size} / {self.updates}",
                "micro_batch",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class SftSettings:
    """The supervised start: demonstrations of the protocol."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    steps: int = 300
    batch: int = 16
    """Conversations an optimiser step."""
    micro_batch: int = 4
    learning_rate: float = 1e-4
    curve: Curve = "cosine"
    warmup: int = 10
    short: int = 0
    """`tiny`: so many of the first steps are single questions without the system message."""
    careless: float = 0.0
    """Share of harmful calls that demonstrations let through: above 0 only to make a start that has something to
    learn."""
    anxious: float = 0.0
    """Share of harmless calls that they refuse or ask about: the same for the other side."""
    full: bool = False
    """Train all weights, not an adapter."""

    def __post_init__(self) -> None:
        at_least(self, 1, "steps", "batch", "micro_batch")
        at_least(self, 0, "warmup", "short")
        above(self, "learning_rate")
        for name in ("careless", "anxious"):
            if not 0 <= getattr(self, name) <= 1:
                raise FieldError("must be a share between 0 and 1", name)
        if self.batch % self.micro_batch:
            raise FieldError(f"must divide batch, {self.batch}", "micro_batch")


@dataclass(frozen=True, slots=True, kw_only=True)
class DpoSettings:
    """Direct preference optimisation on pairs that a run wrote down: the offline alternative."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    steps: int = 200
    batch: int = 16
    """Pairs an optimiser step."""
    micro_batch: int = 2
    learning_rate: float = 5e-6
    curve: Curve = "cosine"
    warmup: int = 10
    beta: float = 0.1
    """How close to the start the policy is held."""
    pairs_per_group: int = 4
    """The clearest ones."""
    least_difference: float = 0.1
    """Between the rewards of a pair."""

    def __post_init__(self) -> None:
        at_least(self, 1, "steps", "batch", "micro_batch", "pairs_per_group")
        at_least(self, 0, "warmup")
        above(self, "learning_rate", "beta", "least_difference")
        if self.batch % self.micro_batch:
            raise FieldError(f"must divide batch, {self.batch}", "micro_batch")
