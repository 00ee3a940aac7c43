"""How far off an observed rate may be: exact binomial limits, without a statistics package."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, exp, lgamma, log, log1p, sqrt
from typing import Final

_DOUBT: Final = 0.025
"""In each tail: what lies between the limits is a 95 % interval."""
_HALVINGS: Final = 40
_FAR: Final = 12.0
"""Standard deviations beyond which nothing is left of a binomial distribution."""
_NOTHING: Final = 1e-16


def clopper_pearson(held: int, n: int) -> tuple[float, float]:
    """Give the 95 % interval of a rate of which `held` in `n` were seen.

    Its upper end also holds for a threshold that was chosen on the same data so that `held` lie above it: it is then a
    tolerance limit, whatever the scores are distributed like.
    """
    if n == 0:
        return 0.0, 1.0
    low = 0.0 if held == 0 else _crossing(lambda p: 1 - at_most(held - 1, n, p) > _DOUBT)
    high = 1.0 if held == n else _crossing(lambda p: at_most(held, n, p) <= _DOUBT)
    return low, high


def needed(rate: float) -> int:
    """Say how many examples, none of them held back, show that a rate is met."""
    return ceil(log(_DOUBT) / log1p(-rate))


def at_most(held: int, n: int, rate: float) -> float:
    """Give the probability that at most `held` of `n` are held back."""
    if rate <= 0 or held >= n:
        return 1.0
    if rate >= 1:
        return 0.0
    if held > n * rate + _FAR * sqrt(n * rate * (1 - rate)) + _FAR:
        return 1.0
    whole, odds = lgamma(n + 1) + n * log1p(-rate), log(rate) - log1p(-rate)
    found, most = 0.0, n * rate
    for k in range(held, -1, -1):
        part = exp(whole - lgamma(k + 1) - lgamma(n - k + 1) + k * odds)
        found += part
        if k < most and part < found * _NOTHING:
            break
    return min(1.0, found)


def _crossing(is_above: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if is_above(middle) else (middle, high)
    return high
