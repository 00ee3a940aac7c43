"""Makes the samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

from mosaic_trainer.embedded.texts.carriers import CARRIERS
from mosaic_trainer.embedded.texts.grammar import Grammar, Phrase
from mosaic_trainer.embedded.texts.remarks import harmless
from mosaic_trainer.embedded.texts.sample import Label, Sample, Split
from mosaic_trainer.embedded.texts.scene import Scene

_VALIDATION: Final = 0.2
_ENGLISH: Final = 0.5


def samples(seed: int, count: int, *, data: Path | None = None) -> Iterator[Sample]:
    """Yield that many samples of both splits; the same arguments give the same samples."""
    random = Random(seed)  # noqa: S311 - reproducible, not secret
    grammars = {"train": Grammar("train"), "validation": Grammar("validation")}
    for _ in range(count):
        split: Split = "validation" if random.random() < _VALIDATION else "train"
        yield _generated(random, grammars[split], split)


def _generated(random: Random, grammar: Grammar, split: Split) -> Sample:
    language = "en" if random.random() < _ENGLISH else random.choice(grammar.languages)
    scene = Scene(random, language)
    label: Label = "instruction" if random.random() < 0.5 else "data"
    kind, phrase = _instruction(scene, grammar) if label == "instruction" else harmless(grammar, random, language)
    segment = scene.fill(phrase.text)
    carrier = CARRIERS[random.choice(tuple(CARRIERS))]
    text, start, end = carrier(scene, segment, grammar.lines(scene, random.randrange(7)))
    return Sample(text, start, end, label, kind, phrase.template, language, "generated", split)


def _instruction(scene: Scene, grammar: Grammar) -> tuple[str, Phrase]:
    random, language = scene.random, scene.language
    goal = grammar.goal(random, language, random.choice(grammar.kinds(language)))
    if random.random() < 0.15:
        return "answer", Phrase(*random.choice(grammar.pools[language].answers))
    if random.random() < 0.35:
        return "template", grammar.wrapped(random, language, goal.text)
    return "bare", goal
