"""Passes on the figures of each step of a transformers trainer, and stops it where the loss is no number."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from mosaic_trainer.grpo.errors import TrainingError

Told = Callable[[int, Mapping[str, float]], None]
"""Hears the figures of a step."""


def telling(told: Told, rate: str) -> Any:  # transformers is not typed
    """Make the callback; `rate` names the setting to lower."""
    from transformers import TrainerCallback

    class Telling(TrainerCallback):  # type: ignore[misc]  # as above
        """Hears of every step."""

        def on_log(self, _args: Any, state: Any, _control: Any, logs: dict[str, float], **_: Any) -> None:
            for name in ("loss", "grad_norm"):
                if not math.isfinite(logs.get(name, 0.0)):
                    msg = f"step {state.global_step}: the {name} is {logs[name]}. Start again with a lower {rate}."
                    raise TrainingError(msg)
            if "loss" in logs:
                told(state.global_step, logs)

    return Telling()
