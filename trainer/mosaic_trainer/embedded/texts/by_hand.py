"""Makes samples of what was written by hand: what is said to agents, and what people ask of each other.

Both ask for the same things, in the same surroundings. What differs is whom they are meant for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Final

from mosaic_trainer.embedded.texts.carriers import CARRIERS, within
from mosaic_trainer.embedded.texts.disguise import disguised, ended
from mosaic_trainer.embedded.texts.english import voiced
from mosaic_trainer.embedded.texts.grammar import Grammar, Named, Phrase
from mosaic_trainer.embedded.texts.real import Document, Documents
from mosaic_trainer.embedded.texts.sample import Label, Sample, Split
from mosaic_trainer.embedded.texts.scene import Scene
from mosaic_trainer.embedded.texts.split import HELD_OUT_LANGUAGES, of_split
from mosaic_trainer.embedded.texts.wordings import wordings

SOURCE: Final = "written"
_VALIDATION: Final = 0.2
_ENGLISH: Final = 0.5
_REAL: Final = 0.3
"""So often a real document is what stands around it."""
_CARRIERS: Final = tuple(CARRIERS)
_SHARES: Final[Mapping[str, int]] = MappingProxyType({"told": 10, "answers": 2, "asked": 6, "people": 4, "docs": 2})
"""How often each section is drawn."""
_TELLING: Final = frozenset({"told", "answers"})
_SAID: Final = 0.15
"""So often what an agent is told is to say something."""
_AMONG_LIKE: Final = 0.2
"""So often what stands around it tells people to do things, too."""
_DO: Final = re.compile(r"\bDO\b")


def samples(seed: int, count: int, *, data: Path | None = None, installed: Sequence[Document] = ()) -> Iterator[Sample]:
    """Yield that many samples of both splits; the same arguments and files give the same samples."""
    random = Random(f"written {seed}")  # noqa: S311 - reproducible, not secret
    makers = {split: _Maker(split, random, data, installed) for split in ("train", "validation")}
    for _ in range(count):
        yield makers["validation" if random.random() < _VALIDATION else "train"].sample()


class _Maker:
    """Makes the samples of one split."""

    def __init__(self, split: Split, random: Random, data: Path | None, installed: Sequence[Document]) -> None:
        self._split, self._random = split, random
        self._grammar = Grammar(split)
        self._documents = Documents.of(data, split, installed)
        self._known = {
            (language, section): _of_split(language, section, split)
            for language in ("en", *self._grammar.languages)
            for section in _SHARES
        }

    def sample(self) -> Sample:
        """Make one."""
        random = self._random
        section = random.choices(tuple(_SHARES), tuple(_SHARES.values()))[0]
        language = "en" if random.random() < _ENGLISH else random.choice(self._grammar.languages)
        if not self._known[language, section]:
            language = "en"
        scene = Scene(random, language)
        wording = self._phrase(language, section)
        segment = disguised(random, ended(random, scene.fill(wording.text)))
        if self._documents and random.random() < _REAL:
            document = self._documents.document(random)
            text, start, end = within(random, document.text, segment)
        else:
            text, start, end = self._carried(scene, segment, section)
        label: Label = "instruction" if section in _TELLING else "data"
        return Sample(text, start, end, label, f"written {section}", wording.template, language, SOURCE, self._split)

    def _carried(self, scene: Scene, segment: str, section: str) -> tuple[str, int, int]:
        lines = self._grammar.lines(scene, self._random.randrange(7))
        if section == "docs" or self._random.random() < _AMONG_LIKE:
            around = self._known[scene.language, "docs" if section == "docs" else "people"]
            lines = [Scene(self._random, scene.language).fill(self._random.choice(around)[1]) for _ in lines]
        return CARRIERS[self._random.choice(_CARRIERS)](scene, segment, lines)

    def _phrase(self, language: str, section: str) -> Phrase:
        random, grammar = self._random, self._grammar
        name, text = random.choice(self._known[language, section])
        if _DO.search(text):
            verb = random.choice(grammar.english.verbs[random.choice(grammar.english.kinds)])
            text = _DO.sub(lambda _: voiced("base", verb), text)
        if "GOAL" in text:
            text = text.replace("GOAL", self._goal(language, section))
        return Phrase(name, text)

    def _goal(self, language: str, section: str) -> str:
        random, grammar = self._random, self._grammar
        if section == "told" and random.random() < _SAID:
            return random.choice(grammar.pools[language].answers)[1]
        return grammar.goal(random, language, random.choice(grammar.kinds(language))).text


def _of_split(language: str, section: str, split: Split) -> Named:
    name, texts = f"{language}:written {section}", wordings(language, section)
    if language in HELD_OUT_LANGUAGES:
        return [(f"{name}:{i}", text) for i, text in enumerate(texts)]
    return of_split(name, texts, split)
