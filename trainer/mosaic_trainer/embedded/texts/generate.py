"""Makes the samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from mosaic_trainer.embedded.texts.carriers import CARRIERS, within
from mosaic_trainer.embedded.texts.disguise import disguised, ended
from mosaic_trainer.embedded.texts.documents import FORMS
from mosaic_trainer.embedded.texts.documents.document import written
from mosaic_trainer.embedded.texts.grammar import Grammar, Phrase
from mosaic_trainer.embedded.texts.real import Document, Documents, Injections
from mosaic_trainer.embedded.texts.remarks import harmless
from mosaic_trainer.embedded.texts.sample import Label, Sample, Split
from mosaic_trainer.embedded.texts.scene import Scene
from mosaic_trainer.embedded.texts.split import of_split

_VALIDATION: Final = 0.2
_ENGLISH: Final = 0.5
_CARRIERS: Final = tuple(CARRIERS)


@dataclass(frozen=True, slots=True)
class Mix:
    """Out of how many samples, roughly, each sort is one share."""

    segments: int = 10
    """Instructions and harmless phrases, one half each, in the same carriers."""
    documents: int = 3
    """Clean documents from the grammar."""
    real: int = 4
    """Clean documents from the data folder and from installed distributions."""
    injections: int = 2
    """Attack texts from the data folder, in clean carriers."""


def samples(
    seed: int,
    count: int,
    *,
    data: Path | None = None,
    installed: Sequence[Document] = (),
    mix: Mix | None = None,
) -> Iterator[Sample]:
    """Yield that many samples of both splits; the same arguments and files give the same samples."""
    random = Random(seed)  # noqa: S311 - reproducible, not secret
    mix = mix or Mix()
    makers = {split: _Maker(split, random, data, installed, mix) for split in ("train", "validation")}
    for _ in range(count):
        yield makers["validation" if random.random() < _VALIDATION else "train"].sample()


class _Maker:
    """Makes the samples of one split."""

    def __init__(
        self, split: Split, random: Random, data: Path | None, installed: Sequence[Document], mix: Mix
    ) -> None:
        self._split, self._random = split, random
        self._grammar = Grammar(split)
        self._forms = of_split("form", FORMS, split)
        self._documents = Documents.of(data, split, installed)
        self._injections = Injections.of(data, split)
        sorts = ((self._segment, mix.segments), (self._document, mix.documents))
        real = ((self._real, mix.real), (self._injected, mix.injections))
        available = (*sorts, *(r for r, there in zip(real, (self._documents, self._injections), strict=True) if there))
        self._sorts = tuple(make for make, share in available for _ in range(share))

    def sample(self) -> Sample:
        """Make one."""
        return self._random.choice(self._sorts)()

    def _segment(self) -> Sample:
        random, grammar = self._random, self._grammar
        scene = self._scene()
        label: Label = "instruction" if random.random() < 0.5 else "data"
        drawn = instruction(scene, grammar) if label == "instruction" else harmless(grammar, random, scene.language)
        kind, phrase = drawn
        segment = disguised(random, ended(random, scene.fill(grammar.led(random, scene.language, phrase.text))))
        if self._documents and random.random() < 0.3:
            carrier = self._documents.document(random)
            text, start, end = within(random, carrier.text, segment)
            return self._made(text, start, end, label, kind, phrase.template, scene.language, carrier.source)
        carry = CARRIERS[random.choice(_CARRIERS)]
        text, start, end = carry(scene, segment, grammar.lines(scene, random.randrange(7)))
        return self._made(text, start, end, label, kind, phrase.template, scene.language, "generated")

    def _document(self) -> Sample:
        name, form = self._random.choice(self._forms)
        text, start, end = written(Scene(self._random), form)
        label: Label = "instruction" if form.label == "delegable" else "data"
        kind = "delegable" if form.label == "delegable" else form.kind
        return self._made(text, start, end, label, kind, f"{name}:{form.kind}", "en", "generated")

    def _real(self) -> Sample:
        found = self._documents.document(self._random)
        start, end = _line(self._random, found.text)
        return self._made(found.text, start, end, "data", found.kind, "", "en", found.source)

    def _injected(self) -> Sample:
        attack = self._injections.choose(self._random)
        carrier = self._documents.document(self._random)
        text, start, end = within(self._random, carrier.text, attack.text)
        return self._made(text, start, end, "instruction", attack.kind, "", attack.language, attack.source)

    def _scene(self) -> Scene:
        return Scene(
            self._random, "en" if self._random.random() < _ENGLISH else self._random.choice(self._grammar.languages)
        )

    def _made(
        self, text: str, start: int, end: int, label: Label, kind: str, template: str, language: str, source: str
    ) -> Sample:
        return Sample(text, start, end, label, kind, template, language, source, self._split)


def instruction(scene: Scene, grammar: Grammar) -> tuple[str, Phrase]:
    """A kind of instruction, and a phrase of it."""
    random, language = scene.random, scene.language
    chance = random.random()
    if chance < 0.15:
        return "answer", Phrase(*random.choice(grammar.pools[language].answers))
    goal = grammar.goal(random, language, random.choice(grammar.kinds(language)))
    if chance < 0.45:
        return "template", grammar.wrapped(random, language, goal.text)
    return "bare", Phrase(goal.template, grammar.signed(random, goal.text))


def _line(random: Random, text: str) -> tuple[int, int]:
    """A line of the text that says something."""
    start = text.rfind("\n", 0, random.randrange(len(text)) + 1) + 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return (start, end) if text[start:end].strip() else (0, len(text))
