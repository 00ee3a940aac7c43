"""A kind of clean document: lines in any number and order between a beginning and an end."""

from __future__ import annotations

from dataclasses import dataclass

from mosaic_trainer.embedded.texts.scene import Scene


@dataclass(frozen=True, slots=True)
class Form:
    """How documents of a kind are written; all strings are templates."""

    kind: str
    head: tuple[str, ...]
    lines: tuple[str, ...]
    tail: tuple[str, ...] = ("",)
    gap: str = "\n"
    ordered: bool = False
    """Lines keep their order."""
    label: str = "data"
    """`delegable`: the lines instruct, and belong there."""


def written(scene: Scene, form: Form) -> tuple[str, int, int]:
    """Write a document out and choose one of its lines: the text, and where the line is."""
    random = scene.random
    count = random.randint(min(3, len(form.lines)), min(12, len(form.lines)))
    chosen = random.sample(range(len(form.lines)), count)
    lines = [_own(scene, form.lines[i]) for i in (sorted(chosen) if form.ordered else chosen)]
    head = scene.fill(random.choice(form.head))
    at = random.randrange(count)
    before = head + "".join(line + form.gap for line in lines[:at])
    after = "".join(form.gap + line for line in lines[at + 1 :]) + scene.fill(random.choice(form.tail))
    return before + lines[at] + after, len(before), len(before) + len(lines[at])


def _own(scene: Scene, line: str) -> str:
    """A line is about things of its own."""
    return Scene(scene.random, scene.language).fill(line)
