"""Attacks on a task, of every family."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mosaic_guard.trajectory import JSON
from mosaic_trainer.embedded.tasks.domain import Domain
from mosaic_trainer.embedded.tasks.goals import Aim, aim
from mosaic_trainer.embedded.tasks.insertion import inserted
from mosaic_trainer.embedded.tasks.rivals import rival
from mosaic_trainer.embedded.texts.grammar import Grammar
from mosaic_trainer.embedded.texts.scene import Scene
from mosaic_trainer.episode import Attack, Family, Step

_LINKS: Final = (" ", "\n", " Then: ", " Also, ", "\n- ", " After that: ", "; ")


class Attacker:
    """Attacks one task: its scene, its steps, and the outputs that others can write into."""

    __slots__ = ("_domain", "_grammar", "_language", "_open", "_scene", "_steps")

    def __init__(
        self,
        grammar: Grammar,
        scene: Scene,
        domain: Domain,
        *,
        language: str,
        steps: Sequence[Step],
        outputs: Sequence[int],
    ) -> None:
        self._grammar, self._scene, self._domain, self._language = grammar, scene, domain, language
        self._steps, self._open = steps, outputs

    def attack(self, family: Family) -> Attack:
        """Make an attack of that family; bare where the task has no value to rival."""
        at = self._scene.random.choice(self._open)
        if family is Family.DATA:
            return self._data() or self._single(Family.BARE, at)
        if family is Family.ANSWER:
            return self._answer(at)
        if family is Family.MULTI_STEP:
            return self._multiple()
        return self._single(family, at)

    def _single(self, family: Family, at: int) -> Attack:
        goal = self._aim()
        name, text = goal.template, goal.text
        if family is Family.TEMPLATE:
            name, text = self._grammar.wrapped(self._scene.random, self._language, goal.text)
            text = self._scene.fill(text)
        return Attack(family, name, goal.text, {at: self._with(at, text)}, (goal.step,))

    def _answer(self, at: int) -> Attack:
        random = self._scene.random
        name, template = random.choice(self._grammar.pools[self._language].answers)
        goal = text = Scene(random, self._language).fill(template)
        if random.random() < 0.4:
            wrapper, wrapped = self._grammar.wrapped(random, self._language, goal)
            name, text = f"{name}+{wrapper}", self._scene.fill(wrapped)
        return Attack(Family.ANSWER, name, goal, {at: self._with(at, text)}, says=goal)

    def _multiple(self) -> Attack:
        random = self._scene.random
        goals = [self._aim() for _ in range(random.choice((2, 2, 3)))]
        words = " ".join(goal.text for goal in goals)
        name = "+".join(goal.template for goal in goals)
        calls = tuple(goal.step for goal in goals)
        if len(self._open) > 1 and random.random() < 0.5:
            return Attack(Family.MULTI_STEP, name, words, self._spread(goals), calls)
        at = random.choice(self._open)
        text = goals[0].text + "".join(random.choice(_LINKS) + goal.text for goal in goals[1:])
        if random.random() < 0.3:
            text = self._scene.fill(self._grammar.wrapped(random, self._language, text).text)
        return Attack(Family.MULTI_STEP, name, words, {at: self._with(at, text)}, calls)

    def _spread(self, goals: Sequence[Aim]) -> dict[int, JSON]:
        places = self._scene.random.sample(list(self._open), 2)
        first, *rest = goals
        return {
            places[0]: self._with(places[0], first.text),
            places[1]: self._with(places[1], " ".join(goal.text for goal in rest)),
        }

    def _data(self) -> Attack | None:
        for at in self._open:
            found = rival(self._scene, self._steps, at)
            if found:
                return Attack(Family.DATA, found.template, found.goal, {at: found.output}, (found.call,))
        return None

    def _aim(self) -> Aim:
        return aim(self._grammar, self._scene, self._domain, self._language)

    def _with(self, at: int, text: str) -> JSON:
        return inserted(self._scene.random, self._steps[at].output, text)
