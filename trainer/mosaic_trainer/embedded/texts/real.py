"""Real texts, from the data folder the training command is given."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from mosaic_trainer.embedded.texts.sample import Split
from mosaic_trainer.embedded.texts.split import split_of

_LONGEST: Final = 4000


class Document(NamedTuple):
    """A harmless text and the data set it is from."""

    text: str
    kind: str
    source: str


class Documents:
    """The harmless real documents of one split; none where no data is given."""

    __slots__ = ("_all",)

    def __init__(self, documents: Sequence[Document]) -> None:
        self._all = documents

    @classmethod
    def of(cls, data: Path | None, split: Split) -> Documents:
        """Read those of a split."""
        if data is None:
            return cls(())
        rows = [Document(r["output"], r["kind"], r["source"]) for r in read(data / "benign_outputs.jsonl.gz")]
        return cls([d for d in [*rows, *_turns(data)] if d.text.strip() and split_of(d.text) == split])

    def __bool__(self) -> bool:
        return bool(self._all)

    def document(self, random: Random) -> Document:
        """Any of them, cut where it is long."""
        chosen = random.choice(self._all)
        if len(chosen.text) <= _LONGEST:
            return chosen
        start = random.randrange(len(chosen.text) - _LONGEST)
        return chosen._replace(text=chosen.text[start : start + _LONGEST])

    def passage(self, random: Random) -> str:
        """A few hundred characters of one."""
        text = self.document(random).text
        length = random.randrange(200, 1500)
        start = random.randrange(max(1, len(text) - length))
        return text[start : start + length]


def _turns(data: Path) -> list[Document]:
    """The turns of real runs: what tools returned, and what people and agents said to each other."""
    return [
        Document(message["content"], f"run_{message['role']}", row["source"])
        for row in read(data / "benign_trajectories.jsonl.gz")
        for message in row["messages"]
        if message.get("content") and message["role"] != "system"
    ]


def read(path: Path) -> list[dict[str, str]]:
    """Read gzip JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
