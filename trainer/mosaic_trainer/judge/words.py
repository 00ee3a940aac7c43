"""How much more a policy wrote than it needed, in steps coarse enough that a few tokens are no difference."""

from __future__ import annotations

import math
from typing import Final

from mosaic_trainer.sandbox.outcome import Outcome

FREE: Final = 32
"""Tokens a reply that count as none: a decision, with its reason."""
_STEP: Final = 1.5
"""What is so many times longer is longer."""


def wordiness(outcome: Outcome) -> int:
    """0: nothing needless; each further step stands for half as much again."""
    needless = outcome.policy_tokens - FREE * outcome.turns
    return 1 + int(math.log(1 + needless / FREE, _STEP)) if needless > 0 else 0
