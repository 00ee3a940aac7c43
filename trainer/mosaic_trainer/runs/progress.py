"""One line per step: what is worth watching while a run goes on."""

from __future__ import annotations

import math
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

    def step(self, step: int, figures: Mapping[str, float], seconds: float) -> None:
        """Tell of a step that took so long."""
        self._took.append(seconds)
        left = (self._steps - step) * sum(self._took) / len(self._took)
        self.say(line(step, self._steps, figures, left))

    def say(self, text: str) -> None:
        """Tell of anything else."""
        if not self._silent:
            print(text, file=self._stream, flush=True)
