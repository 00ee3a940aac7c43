"""Shares with intervals that know that some of what was counted stands or falls together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

Z: Final = 1.96
"""For 95 % intervals."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share, with its 95 % interval; None where nothing was counted."""

    share: float | None
    low: float | None
    high: float | None
    of: int
    """How many were counted."""

    def __str__(self) -> str:
        if self.share is None or self.low is None or self.high is None:
            return "-"
        return f"{self.share:6.1%} [{self.low:.1%}, {self.high:.1%}]"


def clustered(counts: Iterable[tuple[Hashable, int, int]]) -> Rate:
    """Rate of (cluster, hits, of how many); what is in one cluster stands or falls together."""
    clusters: dict[Hashable, list[int]] = defaultdict(lambda: [0, 0])
    for cluster, hits, total in counts:
        clusters[cluster][0] += hits
        clusters[cluster][1] += total
    sums = [c for c in clusters.values() if c[1]]
    hits, total = sum(c[0] for c in sums), sum(c[1] for c in sums)
    if not total:
        return Rate(None, None, None, 0)
    share = hits / total
    return Rate(share, *_interval(share, sums, total), total)


def _interval(share: float, sums: Sequence[Sequence[int]], total: int) -> tuple[float, float]:
    """Wilson's interval on the effective sample size that the spread between clusters leaves."""
    naive = share * (1 - share) / total
    k = len(sums)
    spread = sum((h - share * n) ** 2 for h, n in sums) / total**2 * (k / (k - 1) if k > 1 else 1)
    effective = total * min(1.0, naive / spread) if spread > 0 and naive > 0 else float(min(total, k))
    centre = (share + Z * Z / (2 * effective)) / (1 + Z * Z / effective)
    half = Z * math.sqrt(share * (1 - share) / effective + Z * Z / (4 * effective**2)) / (1 + Z * Z / effective)
    return max(0.0, centre - half), min(1.0, centre + half)
