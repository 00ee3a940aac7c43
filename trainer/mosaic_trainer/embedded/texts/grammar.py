"""One split's sentences: goals, facts and other text, in every language that the split speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, NamedTuple

from mosaic_trainer.embedded.texts.english import English
from mosaic_trainer.embedded.texts.english_people import FIELDS, FILLER, PEOPLE
from mosaic_trainer.embedded.texts.english_verbs import Verb
from mosaic_trainer.embedded.texts.english_wrappers import ANSWERS, WRAPPERS
from mosaic_trainer.embedded.texts.languages import LANGUAGES
from mosaic_trainer.embedded.texts.languages.language import Language
from mosaic_trainer.embedded.texts.languages.questions import QUESTIONS
from mosaic_trainer.embedded.texts.languages.reports import LEADS, REPORTS
from mosaic_trainer.embedded.texts.sample import Split
from mosaic_trainer.embedded.texts.scene import Scene
from mosaic_trainer.embedded.texts.split import HELD_OUT_LANGUAGES, of_split
from mosaic_trainer.embedded.texts.template import slots

Named = Sequence[tuple[str, str]]
_SIGN: Final = 0.35
_SIGNED: Final = ("{s.person}: GOAL", "GOAL ({s.person})", "GOAL {s.person}, {org}", "GOAL - {s.person}", "{org}: GOAL")
_LED: Final = 0.15
_SAME_KIND: Final = 0.6
_FORMS: Final = ("imperative", "polite", "duty")


class Phrase(NamedTuple):
    """A template and its id."""

    template: str
    text: str


@dataclass(frozen=True, slots=True)
class Pool:
    """What a split may say in one language."""

    goals: Mapping[str, Named]
    """By kind of action."""
    facts: Mapping[str, Named]
    reports: Named
    """Facts about any kind of action; English has one grammar for all."""
    answers: Named
    wrappers: Named
    people: Named
    fields: Named
    filler: Named


class Grammar:
    """Draws phrases for one split."""

    __slots__ = ("english", "languages", "pools")

    def __init__(self, split: Split) -> None:
        self.english = English(split)
        spoken = [x for x in LANGUAGES if (x.code in HELD_OUT_LANGUAGES) <= (split == "validation")]
        self.languages = tuple(x.code for x in spoken)
        """Besides English."""
        self.pools = {"en": _english(split), **{x.code: _pool(x, split) for x in spoken}}

    def goal(self, random: Random, language: str, kind: str, needs: frozenset[str] = frozenset()) -> Phrase:
        """An instruction of that kind that mentions the values it needs, not filled in; English where none does."""
        own = [] if language == "en" else [g for g in self.pools[language].goals.get(kind, ()) if needs <= slots(g[1])]
        if own:
            return Phrase(*random.choice(own))
        verbs = [v for v in self.english.verbs[kind] if needs <= slots(v.thing + v.rest)]
        return Phrase(*self.english.goal(random, verbs, kind))

    def says(self, random: Random, verb: Verb, about: str) -> Phrase:
        """An English instruction with that verb."""
        return Phrase(*self.english.goal(random, (verb,), about))

    def fact(self, random: Random, language: str, kind: str) -> Phrase:
        """A report with the same values."""
        if language == "en":
            return Phrase(*self.english.fact(random, kind))
        pool = self.pools[language]
        return Phrase(*random.choice(pool.facts[kind] if random.random() < _SAME_KIND else pool.reports))

    def kinds(self, language: str) -> tuple[str, ...]:
        """The kinds of action that the language has words for."""
        return self.english.kinds if language == "en" else tuple(self.pools[language].goals)

    def wrapped(self, random: Random, language: str, goal: str) -> Phrase:
        """A goal inside words that claim authority; the words may be English around any goal."""
        own = language if random.random() < 0.8 else "en"
        name, wrapper = random.choice(self.pools[own].wrappers)
        return Phrase(name, wrapper.replace("GOAL", goal))

    def led(self, random: Random, language: str, text: str) -> str:
        """A phrase, now and then after a lead-in."""
        return random.choice(LEADS[language]) + text if random.random() < _LED else text

    def signed(self, random: Random, goal: str) -> str:
        """A goal, now and then with somebody's name: reports name people, and names must not tell them apart."""
        return random.choice(_SIGNED).replace("GOAL", goal) if random.random() < _SIGN else goal

    def lines(self, scene: Scene, count: int) -> list[str]:
        """Ordinary sentences, written out; each about things of its own."""
        pool = self.pools[scene.language]
        random = scene.random
        return [
            Scene(random, scene.language).fill(random.choice(random.choice((pool.filler, pool.filler, pool.people)))[1])
            for _ in range(count)
        ]


def _pool(language: Language, split: Split) -> Pool:
    code = language.code
    goals: dict[str, Named] = {}
    facts: dict[str, Named] = {}
    for at, (kind, action) in enumerate(language.actions.items()):
        forms = [(f"{code}:{form}:{kind}", getattr(action, form)) for form in _FORMS]
        # One form of each action validates, in turn; its fact is short of wordings and goes by action.
        held = at % len(_FORMS) if code not in HELD_OUT_LANGUAGES else None
        goals[kind] = [f for i, f in enumerate(forms) if held is None or (i == held) is (split == "validation")]
        facts[kind] = [(f"{code}:fact:{kind}", action.fact)]
    if code not in HELD_OUT_LANGUAGES:
        facts = _by_action(facts, split)
    parts = {x: getattr(language, x) for x in _PARTS}
    parts["people"] += QUESTIONS[code]
    parts["reports"] = REPORTS[code]
    named = {x: of_split(f"{code}:{x}", texts, split) for x, texts in parts.items()}
    if code in HELD_OUT_LANGUAGES:
        named = {x: tuple((f"{code}:{x}:{i}", t) for i, t in enumerate(texts)) for x, texts in parts.items()}
    return Pool(goals, facts, **named)


_PARTS: Final = ("answers", "wrappers", "people", "fields", "filler")


def _by_action(facts: Mapping[str, Named], split: Split) -> dict[str, Named]:
    """Give each split its own facts; an action whose fact is the other split's borrows a neighbour's."""
    kinds = list(facts)
    mine = [k for i, k in enumerate(kinds) if (i % 5 == 4) is (split == "validation")]
    return {k: facts[k] if k in mine else facts[mine[i % len(mine)]] for i, k in enumerate(kinds)}


def _english(split: Split) -> Pool:
    parts: dict[str, tuple[str, ...]] = {
        "reports": (),
        "answers": ANSWERS,
        "wrappers": WRAPPERS,
        "people": PEOPLE,
        "fields": FIELDS,
        "filler": FILLER,
    }
    return Pool({}, {}, **{k: of_split(f"en:{k}", v, split) for k, v in parts.items()})
