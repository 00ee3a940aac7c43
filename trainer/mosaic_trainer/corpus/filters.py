"""Leaves out what a policy must not learn from: near-duplicates, held-out text, the protocol's own words."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from mosaic_trainer.held_out import HeldOut
from mosaic_trainer.task.task import Task
from mosaic_trainer.task.wording import family_of, shares_wording, words_of

Reason = Literal["duplicate", "held out", "key word"]
_WORD: Final = re.compile(r"\w+")
_SHINGLE: Final = 3
"""Words in a row."""
_ALIKE: Final = 0.9
"""Share of the shingles of both from which on two tasks are one."""
_SKETCH: Final = 4
"""Two tasks are compared when they share one of so many smallest shingles."""
_KEYS: Final = re.compile(
    r"safety_thoughts|refusal_tool|tool_check|<think>|tri-?modal|guard role|agent role"
    r"|\b(?:mosaic|benign|malicious|sensitive|jailbreak|prompt injection|harm=|attacked=)\b",
    re.IGNORECASE,
)
"""Labels and words of the protocol: a task that names them gives its answer away."""


@dataclass(frozen=True, slots=True)
class Filtered:
    """What is left, and how many tasks fell for which reason."""

    kept: tuple[Task, ...]
    dropped: Mapping[Reason, int]


def filtered(tasks: Sequence[Task], held_out: HeldOut | None = None) -> Filtered:
    """Drop tasks; a harmful one and its twin stay or fall together."""
    families: dict[str, list[Task]] = {}
    for task in tasks:
        families.setdefault(family_of(task), []).append(task)
    seen = _Seen()
    kept: list[Task] = []
    dropped: Counter[Reason] = Counter()
    for family in families.values():
        reason = _reason(family, held_out, seen)
        if reason:
            dropped[reason] += len(family)
        else:
            kept += family
    return Filtered(tuple(kept), dict(dropped))


def _reason(family: Sequence[Task], held_out: HeldOut | None, seen: _Seen) -> Reason | None:
    if any(_KEYS.search("\n".join(words_of(task))) for task in family):
        return "key word"
    if held_out and any(shares_wording(task, held_out) for task in family):
        return "held out"
    if not seen.add([_shingles(task) for task in family]):
        return "duplicate"
    return None


class _Seen:
    """The tasks so far, found by their smallest shingles."""

    def __init__(self) -> None:
        self._by_sketch: dict[int, list[frozenset[int]]] = defaultdict(list)

    def add(self, family: Sequence[frozenset[int]]) -> bool:
        """Add a family, unless one of it is much like a task of another."""
        if any(self._known(shingles) for shingles in family):
            return False
        for shingles in family:
            for mark in sorted(shingles)[:_SKETCH]:
                self._by_sketch[mark].append(shingles)
        return True

    def _known(self, shingles: frozenset[int]) -> bool:
        for mark in sorted(shingles)[:_SKETCH]:
            for other in self._by_sketch[mark]:
                least = _ALIKE * max(len(shingles), len(other))
                if min(len(shingles), len(other)) >= least and len(shingles & other) >= _ALIKE * len(shingles | other):
                    return True
        return False


def _shingles(task: Task) -> frozenset[int]:
    """Of what a task says and lets read, in normal spelling."""
    said = " ".join((task.request, *(task.calls and _read(task)), task.attack.says if task.attack else ""))
    words = _WORD.findall(said.lower())
    count = max(1, len(words) - _SHINGLE + 1)
    return frozenset(zlib.crc32(" ".join(words[i : i + _SHINGLE]).encode()) for i in range(count))


def _read(task: Task) -> Iterable[str]:
    for rows in task.tables.values():
        for row in rows:
            yield from (str(value) for value in row.values())
