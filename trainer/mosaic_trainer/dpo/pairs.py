"""From what a run wrote down to pairs: the better and the worse of two rollouts of one group."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from mosaic_guard.errors import ConfigError
from mosaic_trainer.grpo.settings import DpoSettings
from mosaic_trainer.preference.tier import Tier


@dataclass(frozen=True, slots=True)
class Side:
    """One rollout after the common prompt."""

    ids: tuple[int, ...]
    mask: tuple[bool, ...]
    """Which of them the policy said."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One preference."""

    task: str
    prompt_ids: tuple[int, ...]
    better: Side
    worse: Side
    difference: float
    """Of the rewards."""


def pairs(records: Iterable[Mapping[str, Any]], settings: DpoSettings) -> Iterator[Pair]:
    """Find the clearest pairs of each group; a violation is never the better one."""
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for record in records:
        if record["reward"] is not None and not record["masked"]:
            groups[record["step"], record["task"], record["seed"], record["attempt"]].append(record)
    for members in groups.values():
        yield from _clearest(members, settings)


def read_pairs(path: Path) -> list[Pair]:
    """Read what `write_pairs` wrote.

    Raises:
        ConfigError: it can't be read; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: can't be read: {error}. Name a file of pairs, exported from a run.") from error
    found = [_read(line, f"{path}:{number}") for number, line in enumerate(lines, 1)]
    if not found:
        msg = f"{path}: holds no pair. The groups of the run taught nothing; export from a longer one."
        raise ConfigError(msg)
    return found


def write_pairs(found: Iterable[Pair], path: Path) -> int:
    """Write pairs as JSON lines; gives their number."""
    lines = [json.dumps(asdict(pair), separators=(",", ":")) + "\n" for pair in found]
    path.write_text("".join(lines), encoding="utf-8")
    return len(lines)


def _read(line: str, where: str) -> Pair:
    try:
        said = json.loads(line)
        better, worse = (Side(tuple(said[side]["ids"]), tuple(said[side]["mask"])) for side in ("better", "worse"))
        return Pair(said["task"], tuple(said["prompt_ids"]), better, worse, said["difference"])
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{where}: no pair of rollouts: {error!r}. Export the pairs anew from the run.") from error


def _clearest(members: Sequence[Mapping[str, Any]], settings: DpoSettings) -> list[Pair]:
    found = []
    for pair in combinations(members, 2):
        worse, better = sorted(pair, key=lambda record: record["reward"])
        difference = better["reward"] - worse["reward"]
        if difference >= settings.least_difference and better["tier"] != Tier.VIOLATED:
            prompt = tuple(better["prompt_ids"])
            found.append(Pair(better["task"], prompt, _side(better), _side(worse), difference))
    return sorted(found, key=lambda pair: -pair.difference)[: settings.pairs_per_group]


def _side(record: Mapping[str, Any]) -> Side:
    ids = tuple(record["completion_ids"])
    said = {place for begin, end in record["sampled"] for place in range(begin, end)}
    return Side(ids, tuple(place in said for place in range(len(ids))))
