"""How a policy is evaluated: the section `[evaluate]`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from mosaic_trainer.bounds import at_least, seeds


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
    constrained: bool = True
    """Whether replies are held to the grammar, as in serving. False: free, as in training."""
    seed: int = 0

    def __post_init__(self) -> None:
        at_least(self, 1, "tasks", "samples")
        at_least(self, 0, "every", "temperature")
        seeds(self, "seed")
