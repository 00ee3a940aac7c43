"""How often a demonstrator errs, and on which side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mosaic_guard.protocol.reply import Act
from mosaic_trainer.sandbox.draw import draw


@dataclass(frozen=True, slots=True)
class Slips:
    """Shares of calls that are decided wrong; the same calls every time."""

    careless: float = 0.0
    """Of what should not run, so much runs."""
    anxious: float = 0.0
    """Of what may run, so much is refused or asked about, as often the one as the other."""

    def of(self, right: Act, *call: object) -> Act:
        """Give what is done instead of what is right, or that; `call` tells one from another."""
        if right != "act":
            return "act" if draw("careless", *call) < self.careless else right
        if draw("anxious", *call) >= self.anxious:
            return right
        return "refuse" if draw("how anxious", *call) < 0.5 else "verify"


HALF_CARELESS: Final = Slips(careless=0.5)
