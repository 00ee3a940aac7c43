"""How rollouts are sampled: the section `[rollout]`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from mosaic_guard.config.constraints import FieldError
from mosaic_trainer.bounds import addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloutSettings:
    """Engine, limits and sampling."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "strict": True}
    engine: Literal["in_process", "server"] = "in_process"
    """`server`: vLLM, with the adapter loaded anew after every step. `in_process`: the trainer's own weights."""
    concurrency: int = 64
    """Rollouts at play at the same time."""
    batch: int = 64
    """Sequences that the engine in this process decodes together."""
    cached_tokens: int = 200_000
    """Tokens whose keys and values the engine in this process keeps for the next turn."""
    max_reply_tokens: int = 256
    context_tokens: int = 4096
    """A rollout that grows beyond ends, and is masked."""
    temperature: float = 1.0
    seconds: float = 900.0
    """For all rollouts of a step; what is late is masked."""
    rollout_seconds: float = 300.0
    """For one of them."""
    url: str = ""
    """A server that is already running, such as http://127.0.0.1:8000; empty: one is started for the run."""
    key_file: str = ""
    """The key to that server."""
    patience_s: float = 30.0
    """How long a server may be out of reach before its requests fail."""
    start_s: float = 900.0
    """How long a server may take to start."""
    gpus: str = ""
    """Which GPUs a server that is started here may use, as in `CUDA_VISIBLE_DEVICES`; empty: all."""
    options: tuple[str, ...] = ()
    """Options of vLLM's own for a server that is started here."""

    def __post_init__(self) -> None:
        addresses(self, "url")
        for name in ("concurrency", "batch", "max_reply_tokens"):
            if getattr(self, name) < 1:
                raise FieldError("must be at least 1", name)
        for name in ("seconds", "rollout_seconds", "patience_s", "start_s"):
            if getattr(self, name) <= 0:
                raise FieldError("must be above 0", name)
        if self.context_tokens <= self.max_reply_tokens:
            raise FieldError("must be more than max_reply_tokens", "context_tokens")
        if self.temperature < 0:
            raise FieldError("must not be negative", "temperature")
