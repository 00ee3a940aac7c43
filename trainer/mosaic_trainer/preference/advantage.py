"""From rewards to advantages, so that what is unsafe is never reinforced. Pure.

The baseline is the group's mean; where the group holds something unsafe it is at least `floor`, so that the least bad
of a bad group is not reinforced either (the adaptive baseline of CoRPO, arXiv 2511.04439).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

_LEAST_DEVIATION: Final = 1e-4


def advantages(
    rewards: Sequence[float | None],
    unsafe: Sequence[bool],
    *,
    floor: float | None = None,
    deviation: bool = False,
    clamp: bool = True,
) -> list[float | None]:
    """Give each rollout its advantage.

    Args:
        rewards: None for what is masked: it gets no advantage, and moves nobody's.
        unsafe: which of them the verifier found a violation in.
        floor: the least baseline of a group that holds one; None: the mean, whatever it holds.
        deviation: divide by the standard deviation.
        clamp: nothing unsafe gets more than 0.
    """
    counted = [reward for reward in rewards if reward is not None]
    if not counted:
        return [None] * len(rewards)
    mean = baseline = math.fsum(counted) / len(counted)
    violated = any(bad and reward is not None for bad, reward in zip(unsafe, rewards, strict=True))
    if floor is not None and violated:
        baseline = max(mean, floor)
    scale = 1.0
    if deviation:
        scale = math.sqrt(math.fsum((reward - mean) ** 2 for reward in counted) / len(counted)) + _LEAST_DEVIATION
    return [
        None if reward is None else min(0.0, made) if clamp and bad else made
        for reward, bad in zip(rewards, unsafe, strict=True)
        for made in ((0.0 if reward is None else (reward - baseline) / scale),)
    ]
