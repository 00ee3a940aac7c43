"""How a policy model is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mosaic_guard.assessment import Phase
from mosaic_guard.policies.mosaic.odds import CLEAR, Clear, Stakes

Speed = Literal["fast", "auto", "always"]
"""`fast`: letters only. `auto`: thoughts where letters leave it open, or the model wants them. `always`: thoughts."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Speed, bounds and thresholds."""

    speed: Speed = "auto"
    budget_ms: int = 5000
    """For one check, all its requests together."""
    thought_tokens: int = 400
    """A reply of more tokens is cut off, and so a failed assessment."""
    samples: int = 1
    """How often calls that can't be undone are thought about; the strictest answer counts."""
    context_characters: int = 48_000
    """A longer prompt starts a new segment; stay under the server's context length."""
    temperature: float = 1.0
    """Calibrates the odds of letters: above 1 the model is less sure than it says."""
    reads: bool = False
    """Judge calls that only read at home, too."""
    masked: bool = False
    """Judge with every untrusted text hidden."""
    clear: Mapping[Stakes, Clear] = field(default_factory=lambda: CLEAR)
    phases: frozenset[Phase] = frozenset({Phase.CALL})
