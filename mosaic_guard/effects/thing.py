"""The thing that a tool's description names instead of a verb: `A member's card`, `Movements of an account`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mosaic_guard.effects import described
from mosaic_guard.effects.spoken import (
    ADJECTIVES,
    BEHIND,
    DETERMINERS,
    GOALS,
    HOLDS,
    MEASURED,
    NEW,
    OF,
    READABLE,
    WRITTEN,
    is_deed,
    may_be_verb,
)
from mosaic_guard.verbs import JOINS, vocabulary

_HOLDS: Final = HOLDS | WRITTEN | READABLE | MEASURED
_TELLS: Final = vocabulary("what where who which everything whether whatever ce lo quel")
_SHALL: Final = vocabulary("to shall should must will")
_OWN: Final = vocabulary("its their his her")
_GERMAN: Final = vocabulary("ein eine einen einem eines einer der die das den")
"""With these, a verb stands at the end: `Eine Rechnung des Lieferanten bezahlen`."""
_UNITS: Final = vocabulary("in as")
_FAR: Final = 6


@dataclass(frozen=True, slots=True)
class Thing:
    """What is given, and of what: `price` of `a stock`."""

    named: tuple[str, ...]
    behind: tuple[str, ...] = ()

    @classmethod
    def of(cls, said: Sequence[str]) -> Thing:
        """Divide a sentence at its first preposition, and leave a bare unit (`in degrees`) out."""
        at = next((i for i, word in enumerate(said) if i and word in BEHIND), len(said))
        unit = next((i for i in range(at, len(said)) if _is_unit(said, i)), len(said))
        return cls(tuple(said[:at]), tuple(said[at:unit]))

    @property
    def head(self) -> str:
        """The word that says what it is."""
        return self.named[-1]

    @property
    def holds(self) -> bool:
        """Whether there is something to read in it; a drawbridge has nothing."""
        return self.head in _HOLDS

    @property
    def tells(self) -> bool:
        """Whether it is what somebody says or knows: `What the register says about a member`."""
        return self.named[0] in _TELLS and _SHALL.isdisjoint((*self.named, *self.behind))

    @property
    def is_there(self) -> bool:
        """Whether it has parts already: `A ticket with its comments`."""
        return self.behind[:1] == ("with",) and not _OWN.isdisjoint(self.behind[1:2])

    @property
    def belongs(self) -> bool:
        """Whether it holds something, or is said to be of something."""
        return self.holds or self.is_there or not OF.isdisjoint(self.behind[:1])

    @property
    def has_goal(self) -> bool:
        """Whether it goes to somebody, or is made for something."""
        if self.is_there or GOALS.isdisjoint(self.behind[:1]):
            return False
        return self.behind[0] == "to" or self.head not in HOLDS


def named(description: str) -> Thing | None:
    """What it begins with, where that is no verb and no deed."""
    spelled = described.first_sentence(description)
    said = [word.lower() for word in spelled]
    if not said or _ends_with_verb(spelled):
        return None
    thing = Thing.of(said)
    if thing.tells:
        return thing
    if not NEW.isdisjoint(thing.named) or thing.has_goal or (is_deed(thing.head) and not thing.is_there):
        return None
    is_given = thing.belongs if said[0] in DETERMINERS else _is_noun(thing)
    return thing if is_given else None


def _is_unit(said: Sequence[str], at: int) -> bool:
    return said[at] in _UNITS and not DETERMINERS.intersection(said[at + 1 : at + 2])


def _ends_with_verb(spelled: Sequence[str]) -> bool:
    last = spelled[-1]
    return last.islower() and last.endswith("n") and not _GERMAN.isdisjoint(map(str.lower, spelled))


def _is_noun(thing: Thing) -> bool:
    """Whether one noun, or two joined, or one behind words that are no verbs, holds something or is of something."""
    first, *rest = thing.named
    if not thing.belongs or not DETERMINERS.isdisjoint(rest):
        return False
    if rest[:1] and rest[0] in JOINS:
        rest = rest[2:]
    if len(rest) < 3 and thing.behind and (not rest or ADJECTIVES.issuperset({first, *rest[:-1]})):
        return True
    return len(thing.named) <= _FAR and thing.holds and not any(map(may_be_verb, thing.named[:-1]))
