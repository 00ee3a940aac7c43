"""What a corpus is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal

from mosaic_guard.config.constraints import FieldError

CELLS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "benign/benign": 0.24,
        "benign/sensitive": 0.10,
        "benign/malicious": 0.26,
        "sensitive/benign": 0.12,
        "sensitive/sensitive": 0.04,
        "sensitive/malicious": 0.05,
        "malicious/benign": 0.12,
        "malicious/sensitive": 0.03,
        "malicious/malicious": 0.04,
    }
)
"""The grid, user/outputs, and the share of tasks drawn in each; twins come on top of the harmful ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusPlan:
    """How many tasks of which kind, from which seed."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "strict": True}
    seed: int = 0
    """Another seed, other tasks; the same one, the same."""
    tasks: int = 4000
    """How many, twins included."""
    domains: tuple[str, ...] = ()
    """Which; empty: all."""
    cells: Mapping[str, float] = field(default_factory=lambda: dict(CELLS))
    """Weights of the grid's cells, `user/outputs`; those left out are empty."""
    test_share: float = 0.2
    """Share of the tasks that are test tasks; their wordings occur in no other."""
    tools: int = 5
    """Tools that a task offers, where it doesn't need more."""
    max_calls: int = 24
    """Calls of the longest task; long-horizon tasks have 20 or more."""
    role: Literal["guard", "agent", "both"] = "both"
    """In `guard` role reads are not asked about: tasks of nothing but reads, or of no call, are left out."""
    marked_values: bool = False
    """What attackers name is of another kind than what users name, so that a tiny model can tell them apart."""
    closed: bool = False
    """Few words, values from short lists and small declarations, for models of a million parameters."""

    def __post_init__(self) -> None:
        for name in ("tasks", "tools", "max_calls"):
            if getattr(self, name) < 1:
                raise FieldError("must be at least 1", name)
        if not 0 <= self.test_share <= 1:
            raise FieldError("must be a share between 0 and 1", "test_share")
        for cell, weight in self.cells.items():
            if cell not in CELLS:
                raise FieldError(f"is no cell of the grid; valid are: {', '.join(CELLS)}", "cells", cell)
            if weight < 0:
                raise FieldError("must not be below 0", "cells", cell)
        if not any(self.cells.values()):
            raise FieldError("must give at least one cell a weight above 0", "cells")
