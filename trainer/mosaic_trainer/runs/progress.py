"""One line per step: what is worth watching while a run goes on."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import Final, TextIO

_SHOWN: Final = (
    ("reward", "reward", "{:+.2f}"),
    ("tier_violated_share", "T0", "{:.0%}"),
    ("tier_failed_share", "T1", "{:.0%}"),
    ("tier_acceptable_share", "T2", "{:.0%}"),
    ("harmful_share", "harm", "{:.0%}"),
    ("refused_share", "refused", "{:.0%}"),
    ("over_refused_share", "over-refused", "{:.0%}"),
    ("over_asked_share", "over-asked", "{:.0%}"),
    ("zero_signal_share", "no signal", "{:.0%}"),
    ("judge_calls", "judge", "{:,.0f} calls"),
    ("tokens_per_second", "", "{:,.0f} tok/s"),
)
_RARELY: Final = 10
"""Steps of supervised learning between two lines."""


def line(step: int, steps: int, figures: Mapping[str, float], left: float) -> str:
    """Say how a step went; `left` are the seconds that the rest will take."""
    said = [f"{name} {form.format(figures[key])}".lstrip() for key, name, form in _SHOWN if key in figures]
    return "  ".join([f"step {step:>{len(str(steps))}}/{steps}", *said, f"{clock(left)} left"])


def clock(seconds: float) -> str:
    """Spell a time as hours, minutes and seconds; not known is a dash."""
    if not math.isfinite(seconds):
        return "-"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


class Progress:
    """Writes a line for each step, and foresees the end from the steps of this attempt."""

    def __init__(self, stream: TextIO, steps: int, *, silent: bool = False) -> None:
        self._stream = stream
        self._silent = silent
        self._steps = steps
        self._took: list[float] = []
        self._began = time.monotonic()

    def step(self, step: int, figures: Mapping[str, float], seconds: float) -> None:
        """Tell of a step that took so long."""
        self._took.append(seconds)
        left = (self._steps - step) * sum(self._took) / len(self._took)
        self.say(line(step, self._steps, figures, left))

    def loss(self, step: int, figures: Mapping[str, float]) -> None:
        """Tell of a step that learns from what is given; now and then is enough."""
        if step % _RARELY and step != self._steps:
            return
        left = (time.monotonic() - self._began) / step * (self._steps - step)
        counted = f"{step:>{len(str(self._steps))}}/{self._steps}"
        self.say(f"step {counted}  loss {figures['loss']:.4f}  {clock(left)} left")

    def say(self, text: str) -> None:
        """Tell of anything else."""
        if not self._silent:
            print(text, file=self._stream, flush=True)
