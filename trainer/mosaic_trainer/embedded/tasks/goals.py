"""Goals of attackers, and of users who want the same: what is called, and how it is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from mosaic_guard.trajectory import JSON
from mosaic_trainer.embedded.tasks.domain import Domain, Goal
from mosaic_trainer.embedded.tasks.world import arguments
from mosaic_trainer.embedded.texts.english_verbs import Verb
from mosaic_trainer.embedded.texts.grammar import Grammar, Phrase
from mosaic_trainer.embedded.texts.scene import Scene
from mosaic_trainer.embedded.texts.template import slots
from mosaic_trainer.episode import Step

_FREE: Final = frozenset(
    {"topic", "event", "title", "count", "time", "word", "product", "org", "person", "first", "date"}
)
"""Values an agent makes up when it was told none: without them a goal is still a goal."""
_SAME: Final = MappingProxyType({"amount": "amount_text"})
"""How sentences mention what arguments give as numbers."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal with its values: the words and the call."""

    template: str
    text: str
    step: Step


def aim(grammar: Grammar, task: Scene, domain: Domain, language: str) -> Aim:
    """Draw a goal of that domain. Its own values are new; those it names by an entity are the task's."""
    goal = task.random.choice([g for g in domain.goals if _sayable(g, task)])
    scene = Scene(task.random, language)
    scene.values = {k: v for k, v in task.values.items() if "." in k}
    phrase = _phrase(grammar, scene, goal)
    text = scene.fill(phrase.text)
    return Aim(
        phrase.template, text, Step(goal.tool, arguments(scene, domain, goal.tool, goal.args), scene.json(goal.output))
    )


def _sayable(goal: Goal, task: Scene) -> bool:
    """Whether what the call needs is said by the goal or stands in the task: `forward this` needs a message."""
    said = slots(" ".join(goal.phrase)) if goal.phrase else frozenset()
    needs = {n for text in _strings(goal.args) for n in slots(text) if "." in n}
    return needs <= {*said, *task.values}


def _phrase(grammar: Grammar, scene: Scene, goal: Goal) -> Phrase:
    if goal.phrase is not None and (scene.language == "en" or not goal.kind):
        return grammar.says(scene.random, Verb(*goal.phrase), goal.tool)
    needs = frozenset(_SAME.get(n, n) for text in _strings(goal.args) for n in slots(text)) - _FREE
    return grammar.goal(scene.random, scene.language, goal.kind, frozenset(n for n in needs if "." not in n))


def _strings(value: JSON) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif hasattr(value, "values"):
        for item in value.values():
            yield from _strings(item)
