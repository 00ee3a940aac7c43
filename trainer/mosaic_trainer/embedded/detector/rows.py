"""Samples as the run time sees them: cut into pieces, each with what it is."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from mosaic_guard.learned.words import tokens
from mosaic_guard.policies.injection.segments import segments
from mosaic_guard.text.mapped import Mapped
from mosaic_guard.text.views import views
from mosaic_trainer.embedded.texts.sample import Sample

Task = Literal["scan", "read"]
FOLDS = 3
_TALK = frozenset({"run_user", "run_assistant"})
"""What people and agents say to each other holds requests that nobody marked."""
_BEGINNING = 60
"""A document is known by so many of its first characters."""
_ORDINARY = frozenset({"bare", "delegable"})
"""What reads like any sentence that asks for something: whoever scans whole outputs for it cuts ordinary text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of a sample."""

    start: int
    end: int
    said: list[str]
    target: int
    """1: it instructs. 0: it is data. -1: nothing is learned from it, but it is a neighbour."""
    asked: bool
    """It is the segment that the sample is about."""


@dataclass(frozen=True, slots=True)
class Text:
    """A sample, cut."""

    sample: Sample
    seen: str
    """As the run time reads it: disguises gone."""
    rows: list[Row]
    fold: int


def cut(samples: Iterable[Sample], task: Task) -> Iterator[Text]:
    """Cut samples as the detector cuts what it reads."""
    for sample in samples:
        seen, _ = next(views(Mapped(sample.text)))
        rows = [_row(sample, task, seen.span(a, b), (a, b), tokens(seen.text[a:b])) for a, b in segments(seen.text)]
        yield Text(sample, seen.text, rows, fold_of(sample))


def fold_of(sample: Sample) -> int:
    """The fold of a wording, whatever it is about (`en:duty:9:pay` and `en:duty:9:send` are one), or of a document."""
    if sample.template:
        name = ":".join(sample.template.partition("+")[0].split(":")[:3])
    else:
        name = sample.segment if sample.label == "instruction" else sample.text[:_BEGINNING]
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) % FOLDS


def _row(sample: Sample, task: Task, origin: tuple[int, int], place: tuple[int, int], said: list[str]) -> Row:
    left, right = max(origin[0], sample.start), min(origin[1], sample.end)
    asked = right - left > 0 and 2 * (right - left) >= min(origin[1] - origin[0], sample.end - sample.start)
    return Row(*place, said, _target(sample, task, asked=asked), asked)


def _target(sample: Sample, task: Task, *, asked: bool) -> int:
    instructs = asked and sample.label == "instruction"
    if task == "scan":
        return -1 if instructs and sample.kind in _ORDINARY else int(instructs)
    return -1 if sample.kind in _TALK else int(instructs)
