"""How a policy is evaluated: the section `[evaluate]`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from mosaic_guard.config.constraints import FieldError


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateSettings:
    """On which tasks, how often, and how replies are drawn."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "strict": True}
    files: tuple[str, ...] = ()
    """Tasks; of each, those that are held out are played. Empty: the files of `[tasks]`."""
    every: int = 0
    """Steps between evaluations during a run; 0: none."""
    tasks: int = 64
    """Tasks of an evaluation during a run, spread over the sets."""
    samples: int = 1
    """How often each task is played."""
    temperature: float = 1.0
    """1: as in training. 0: the most probable reply."""
    seed: int = 0

    def __post_init__(self) -> None:
        for name, least in (("every", 0), ("tasks", 1), ("samples", 1), ("temperature", 0)):
            if getattr(self, name) < least:
                raise FieldError(f"must be at least {least}", name)
