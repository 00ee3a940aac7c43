"""One labelled text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Label = Literal["instruction", "data"]
Split = Literal["train", "validation"]


@dataclass(frozen=True, slots=True)
class Sample:
    """A text and what one segment of it is.

    A text labelled `data` holds no instruction anywhere; in one labelled `instruction`, everything outside
    `start:end` is data.
    """

    text: str
    start: int
    end: int
    label: Label
    kind: str
    """Which grammar made the segment. `delegable` reads as an instruction and yet stands in clean texts (a bill says
    how to pay it): for the reader it instructs, and the detector neither learns nor is measured on it."""
    template: str
    """Which wording; no template is in both splits."""
    language: str
    source: str
    """Where the surrounding text is from: `generated`, a data set, or `installed:<distribution>`."""
    split: Split

    @property
    def segment(self) -> str:
        """The words in question."""
        return self.text[self.start : self.end]


def filtered(samples: Iterable[Sample], overlap: Callable[[str], bool]) -> Iterator[Sample]:
    """Leave out the samples whose text shares too much with something held out."""
    return (sample for sample in samples if not overlap(sample.text))
