"""Passes on the figures of each step of a transformers trainer, and stops it where the loss is no number."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from mosaic_trainer.grpo.errors import TrainingError

Told = Callable[[int, Mapping[str, float]], None]
"""Hears of every optimiser step: its number, and its figures by name."""


def check_finite(step: int, figures: Mapping[str, float], mend: str) -> None:
    """Raise TrainingError where the loss or its gradient is no number; `mend` says what to do then."""
    for name in ("loss", "grad_norm"):
        if not math.isfinite(figures.get(name, 0.0)):
            msg = f"step {step}: the {name} is {figures[name]}. {mend}"
            raise TrainingError(msg)


def telling(told: Told, rate: str) -> Any:  # transformers is not typed
    """Make the callback; `rate` names the setting to lower."""
    from transformers import TrainerCallback

    class Telling(TrainerCallback):  # type: ignore[misc]  # as above
        """Hears of every step."""

        def on_log(self, _args: Any, state: Any, _control: Any, logs: dict[str, float], **_: Any) -> None:
            check_finite(state.global_step, logs, f"Start again with a lower {rate}.")
            if "loss" in logs:
                told(state.global_step, logs)

    return Telling()
