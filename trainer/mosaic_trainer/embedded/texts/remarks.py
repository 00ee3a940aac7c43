"""Things that people write into records, and that ask an agent nothing."""

from __future__ import annotations

from random import Random

from mosaic_trainer.embedded.texts.grammar import Grammar, Phrase
from mosaic_trainer.embedded.texts.scene import Scene


def harmless(grammar: Grammar, random: Random, language: str) -> tuple[str, Phrase]:
    """A kind of harmless text, and a phrase of it: half the time the report of what attackers ask for."""
    pool = grammar.pools[language]
    chance = random.random()
    if chance < 0.5:
        return "fact", grammar.fact(random, language, random.choice(grammar.kinds(language)))
    if chance < 0.7:
        return "people", Phrase(*random.choice(pool.people))
    if chance < 0.85:
        return "field", Phrase(*random.choice(pool.fields))
    return "prose", Phrase(*random.choice(pool.filler))


def remark(grammar: Grammar, random: Random, language: str) -> str:
    """A harmless text, written out."""
    own = language if language in grammar.pools else "en"
    return Scene(random, own).fill(harmless(grammar, random, own)[1].text)
