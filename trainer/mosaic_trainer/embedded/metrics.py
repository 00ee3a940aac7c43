"""What a model is worth on what it has not seen: rates with intervals, nothing else."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf, nextafter, sqrt
from random import Random
from typing import Final

from mosaic_guard.calibration.interval import clopper_pearson

_Z: Final = 1.959964
_DRAWS: Final = 1000


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, and the 95 % interval of the rate behind it."""

    count: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself; 0 where nothing was counted."""
        return self.count / self.of if self.of else 0.0


def exact(count: int, of: int) -> Share:
    """Give a share with the limits of Clopper and Pearson: for rates near 0 or 1."""
    return Share(count, of, *clopper_pearson(count, of))


def wilson(count: int, of: int) -> Share:
    """Give a share with Wilson's limits."""
    if not of:
        return Share(0, 0, 0.0, 1.0)
    p, room = count / of, _Z * _Z / of
    middle, half = p + room / 2, _Z * sqrt(p * (1 - p) / of + room / of / 4)
    return Share(count, of, max(0.0, (middle - half) / (1 + room)), min(1.0, (middle + half) / (1 + room)))


def clustered(hits: Iterable[tuple[str, bool]], *, seed: int = 0) -> Share:
    """Give a share of (cluster, hit), with limits that whole clusters were redrawn for.

    Episodes of one wording stand or fall together, so that a thousand of them say little more than one.
    """
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for cluster, hit in hits:
        counts[cluster][0] += hit
        counts[cluster][1] += 1
    clusters = [counts[name] for name in sorted(counts)]
    count, of = sum(c for c, _ in clusters), sum(n for _, n in clusters)
    if count in (0, of):  # redrawing shows no spread where there is none; so many clusters still leave some doubt
        return Share(count, of, *clopper_pearson(len(clusters) if count else 0, len(clusters)))
    if len(clusters) < 2:
        return Share(count, of, 0.0, 1.0)
    shares = sorted(_redrawn(clusters, seed))
    return Share(count, of, shares[int(_DRAWS * 0.025)], shares[int(_DRAWS * 0.975)])


def threshold_at(clean: Sequence[float], rate: float) -> float:
    """Give the lowest threshold that at most this share of clean scores reaches."""
    if not 0 <= rate <= 1:
        msg = f"{rate} is no rate; give one from 0 to 1"
        raise ValueError(msg)
    most = int(rate * len(clean) + 1e-9)
    if most >= len(clean):
        return -inf
    return nextafter(sorted(clean, reverse=True)[most], inf)


def recall_at(attacks: Sequence[float], clean: Sequence[float], rate: float) -> Share:
    """Give the share of attacks that are caught where at most this share of clean scores is."""
    least = threshold_at(clean, rate)
    return wilson(sum(score >= least for score in attacks), len(attacks))


def recall_curve(attacks: Sequence[float], thresholds: Iterable[float]) -> list[list[float]]:
    """Give the points (threshold, share of attacks that reach it): what a weights file carries."""
    known = sorted(attacks)
    return [[t, round(1 - bisect_left(known, t) / max(1, len(known)), 4)] for t in thresholds]


def calibration_error(probabilities: Sequence[float], happened: Sequence[bool], *, bins: int = 10) -> float:
    """Give how far stated probabilities are from what happened, on average over bins of equal width."""
    parts: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for p, hit in zip(probabilities, happened, strict=True):
        parts[min(int(p * bins), bins - 1)].append((p, hit))
    gaps = (abs(sum(p for p, _ in part) - sum(hit for _, hit in part)) for part in parts.values())
    return sum(gaps) / max(1, len(probabilities))


def _redrawn(clusters: Sequence[Sequence[int]], seed: int) -> Iterable[float]:
    random = Random(seed)  # noqa: S311  # reproducible, not secret
    for _ in range(_DRAWS):
        drawn = random.choices(clusters, k=len(clusters))
        yield sum(c for c, _ in drawn) / max(1, sum(n for _, n in drawn))
