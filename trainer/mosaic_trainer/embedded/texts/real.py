"""Real texts, from the data folder the training command is given."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Sequence
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Final, NamedTuple

from mosaic_guard.trajectory import JSON
from mosaic_trainer.embedded.texts.sample import Split
from mosaic_trainer.embedded.texts.split import split_of

FILES: Final = ("benign_outputs.jsonl.gz", "benign_trajectories.jsonl.gz", "injections.jsonl.gz")
"""What the data folder holds."""
_LONGEST: Final = 4000
_CODES: Final = MappingProxyType(
    {"French": "fr", "German": "de", "Spanish": "es", "Italian": "it", "Portuguese": "pt", "Hindi": "hi"}
    | {"Russian": "ru", "Arabic": "ar", "Chinese": "zh", "Japanese": "ja", "Korean": "ko", "Turkish": "tr"}
)


class Document(NamedTuple):
    """A harmless text and the data set it is from."""

    text: str
    kind: str
    source: str


class Documents:
    """The harmless real documents of one split; none where no data is given."""

    __slots__ = ("_kinds", "_weights")

    def __init__(self, documents: Sequence[Document]) -> None:
        kinds: dict[str, list[Document]] = {}
        for document in documents:
            kinds.setdefault(document.kind, []).append(document)
        self._kinds = tuple(kinds.values())
        self._weights = tuple(math.sqrt(len(same)) for same in self._kinds)

    @classmethod
    def of(cls, data: Path | None, split: Split, more: Sequence[Document] = ()) -> Documents:
        """Read those of a split; `more` are read already."""
        if data is None:
            return cls([d for d in more if split_of(d.text) == split])
        rows = [Document(r["output"], r["kind"], r["source"]) for r in read(data / "benign_outputs.jsonl.gz")]
        return cls([d for d in [*rows, *_turns(data), *more] if d.text.strip() and split_of(d.text) == split])

    def __bool__(self) -> bool:
        return bool(self._kinds)

    def document(self, random: Random) -> Document:
        """Any of them, cut where it is long; a kind of which there are many is not chosen as much more often."""
        chosen = random.choice(random.choices(self._kinds, self._weights)[0])
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


def read(path: Path) -> list[dict[str, JSON]]:
    """Read gzip JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Injection(NamedTuple):
    """An attack text."""

    text: str
    kind: str
    language: str
    source: str


class Injections:
    """The real attack texts of one split; none where no data is given."""

    __slots__ = ("_sorts",)

    def __init__(self, injections: Sequence[Injection]) -> None:
        sorts: dict[str, list[Injection]] = {}
        for injection in injections:
            sorts.setdefault(injection.kind, []).append(injection)
        self._sorts = tuple(sorts.values())

    @classmethod
    def of(cls, data: Path | None, split: Split) -> Injections:
        """Read those of a split."""
        if data is None:
            return cls(())
        found = [_injection(row) for row in read(data / "injections.jsonl.gz")]
        return cls([i for i in found if i.text.strip() and split_of(i.text) == split])

    def __bool__(self) -> bool:
        return bool(self._sorts)

    def choose(self, random: Random) -> Injection:
        """Any of them, the kinds equally often."""
        return random.choice(random.choice(self._sorts))


def _injection(row: dict[str, JSON]) -> Injection:
    language = _CODES.get(row.get("language", ""), "en")
    return Injection(row["text"], f"real {row['kind']}", language, row["source"])
