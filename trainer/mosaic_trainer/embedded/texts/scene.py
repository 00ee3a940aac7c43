"""The things one text or one task is about: drawn at first mention, the same ever after."""

from __future__ import annotations

from random import Random

from mosaic_guard.trajectory import JSON
from mosaic_trainer.embedded.texts.template import Slot, Template, compiled
from mosaic_trainer.embedded.texts.values import DRAW


class Scene:
    """Values by name: `email` and `who.email` are two e-mail addresses, the second that of `who.person`."""

    __slots__ = ("language", "random", "values")

    def __init__(self, random: Random, language: str = "en") -> None:
        self.random: Random = random
        self.language: str = language
        self.values: dict[str, JSON] = {}

    def value(self, name: str) -> JSON:
        """The value of that name."""
        if name not in self.values:
            entity, dot, kind = name.rpartition(".")
            self.values[name] = DRAW[kind](self, entity + dot)
        return self.values[name]

    def fill(self, template: str) -> str:
        """Write a template out."""
        return self._text(compiled(template))

    def json(self, template: JSON) -> JSON:
        """Write out every string in a JSON value; a string that is one slot becomes the value itself."""
        if isinstance(template, str):
            parts = compiled(template)
            return self.value(parts[0].name) if len(parts) == 1 and isinstance(parts[0], Slot) else self._text(parts)
        if isinstance(template, dict):
            return {k: self.json(v) for k, v in template.items()}
        if isinstance(template, list):
            return [self.json(v) for v in template]
        return template

    def _text(self, template: Template) -> str:
        out: list[str] = []
        for part in template:
            if isinstance(part, str):
                out.append(part)
            elif isinstance(part, Slot):
                out.append(str(self.value(part.name)))
            else:
                out.append(self._text(self.random.choice(part.options)))
        return "".join(out)
