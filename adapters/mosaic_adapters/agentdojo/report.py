"""Rates of a sweep, with intervals clustered by injection task, as JSON and as a table."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from mosaic_adapters.agentdojo.episode import Episode
from mosaic_adapters.agentdojo.sweep import Played
from mosaic_guard.trajectory import JSON

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


Count = Callable[[Episode], tuple[int, int]]
"""How many of how many, in one episode."""

MEASURES: Final[Mapping[str, Count]] = MappingProxyType(
    {
        "utility": lambda e: (e.utility, 1),
        "attack_success": lambda e: (e.attack_succeeded, 1 if e.injection_task else 0),
        "calls_held": lambda e: (e.held, e.calls),
        "changing_calls_held": lambda e: (e.held_changing, e.changing),
        "injected_outputs_cleaned": lambda e: (e.removed, e.reached),
        "outputs_altered": lambda e: (e.altered, e.outputs),
    }
)


def rate(episodes: Iterable[Episode], count: Count) -> Rate:
    """Share with a cluster-robust interval: episodes of one injection task (clean: one user task) stand together."""
    clusters: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for episode in episodes:
        hits, total = count(episode)
        cluster = clusters[episode.suite, episode.injection_task or episode.user_task]
        cluster[0] += hits
        cluster[1] += total
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


def tabulate(played: Sequence[Played]) -> list[dict[str, JSON]]:
    """One row per approver, attack and suite, and one over all suites."""
    rows: list[dict[str, JSON]] = []
    keyed = sorted(played, key=lambda p: (p.approver, p.episode.attack))
    for (approver, attack), group in groupby(keyed, key=lambda p: (p.approver, p.episode.attack)):
        episodes = sorted((p.episode for p in group), key=attrgetter("suite"))
        suites = [(name, list(es)) for name, es in groupby(episodes, key=attrgetter("suite"))]
        for name, members in [*suites, ("all", episodes)]:
            rates = {measure: asdict(rate(members, count)) for measure, count in MEASURES.items()}
            rows.append(
                {"approver": approver, "attack": attack or "clean", "suite": name, "runs": len(members), **rates}
            )
    return rows


def as_text(rows: Sequence[Mapping[str, JSON]]) -> str:
    """Lay the rows out for a terminal."""
    head = f"{'approver':11} {'attack':22} {'suite':10} {'runs':>5}  " + "  ".join(f"{m:24}" for m in MEASURES)
    lines = [
        f"{row['approver']:11} {row['attack']:22} {row['suite']:10} {row['runs']:5}  "
        + "  ".join(f"{Rate(**row[m])!s:24}" for m in MEASURES)
        for row in rows
    ]
    return "\n".join([head, *lines])
