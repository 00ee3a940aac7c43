"""What a run is asked for beside its method: which model, and how the run is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

from mosaic_guard.config.constraints import FieldError
from mosaic_trainer.bounds import above, at_least, seeds

_STRICT: Final[Mapping[str, Any]] = {"extra": "forbid", "strict": True}
TINY: Final = "tiny"
"""The base that is made here, untrained, instead of read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """The policy before training."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    base: str
    """Folder of a model; or `tiny`, an untrained one of a million parameters that a supervised start makes."""
    adapter: str = ""
    """Folder of a LoRA adapter to go on from; empty: a new one."""
    dtype: Literal["auto", "bfloat16", "float32", "4bit"] = "auto"
    """How the trainer holds the base's weights. `auto`: bfloat16 on a GPU, else float32; `4bit` needs bitsandbytes."""
    chat_template: str = ""
    """File of a template in place of the model's own; needed where that rewrites earlier turns, as Qwen3's does."""
    role: Literal["guard", "agent"] = "guard"
    """What the policy learns to be: the guard of another model's calls, or the agent itself."""

    def __post_init__(self) -> None:
        if not self.base:
            raise FieldError("must name the folder of a model, or `tiny`", "base")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """How the run is kept and told of."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    seed: int = 0
    """Of everything that is drawn."""
    checkpoint_every: int = 10
    """Steps; the last step always leaves one."""
    keep: int = 3
    """Newest checkpoints that stay; 0 keeps all. The best one by evaluation stays, too."""
    processes: int = 1
    """Trainers that `accelerate launch` starts, one per GPU; a group is never split between them."""
    sharded: bool = False
    """The base's weights are split between the processes (FSDP, ZeRO-3), as the estimate of memory has to know."""
    gpu_memory: float = 80.0
    """GiB of one GPU, which the estimate is held against."""
    report_to: tuple[Literal["tensorboard", "wandb"], ...] = ()
    """Where else metrics go; `metrics.jsonl` is always written."""

    def __post_init__(self) -> None:
        at_least(self, 1, "checkpoint_every", "processes")
        at_least(self, 0, "keep")
        above(self, "gpu_memory")
        seeds(self, "seed")
