"""Samples as the run time sees them: cut into pieces, each with what it is."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from mosaic_guard.learned.words import tokens
from mosaic_guard.policies.injection.lexicon import plainly
from mosaic_guard.policies.injection.segments import segments
from mosaic_guard.text.mapped import Mapped
from mosaic_guard.text.views import views
from mosaic_trainer.embedded.texts.sample import Sample

Task = Literal["scan", "read"]
FOLDS = 3


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
        plain = plainly(seen.text)
        rows = [_row(sample, task, seen.span(a, b), (a, b), tokens(plain[a:b])) for a, b in segments(seen.text)]
        yield Text(sample, seen.text, rows, zlib.crc32(sample.template.encode()) % FOLDS)


def _row(sample: Sample, task: Task, origin: tuple[int, int], place: tuple[int, int], said: list[str]) -> Row:
    left, right = max(origin[0], sample.start), min(origin[1], sample.end)
    asked = right - left > 0 and 2 * (right - left) >= min(origin[1] - origin[0], sample.end - sample.start)
    return Row(*place, said, _target(sample, task, asked=asked), asked)


def _target(sample: Sample, task: Task, *, asked: bool) -> int:
    if sample.kind == "delegable" and task == "scan":
        return -1
    return int(asked and sample.label == "instruction")
