"""Rates of a sweep, with intervals clustered by injection task, as JSON and as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from mosaic_adapters.agentdojo.episode import Episode
from mosaic_adapters.agentdojo.sweep import Played
from mosaic_guard.rates import Rate, clustered
from mosaic_guard.trajectory import JSON

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
    return clustered(((e.suite, e.injection_task or e.user_task), *count(e)) for e in episodes)


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
