"""Finds the rules a request fits: parts in order, near each other, and nothing in front that turns them around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

from mosaic_guard.assessment import Label
from mosaic_guard.policies.prompt.decided import DECIDED
from mosaic_guard.policies.prompt.passing import PASSING
from mosaic_guard.policies.prompt.reading import Lexicon, Word, places
from mosaic_guard.policies.prompt.rules import Rule


class Match(NamedTuple):
    """A rule that a sentence fits, and the tokens from which to which it does."""

    rule: Rule
    first: int
    last: int


class Reading(NamedTuple):
    """What a text was read as."""

    matches: list[Match]
    """At most one for each rule."""
    manners: frozenset[str]
    """Of the manners asked for, those that occur anywhere in the text."""


class Grammar:
    """Rules over a lexicon. The time is linear in the text; the number of rules is fixed."""

    def __init__(self, lexicon: Lexicon, rules: Iterable[Rule], manners: Iterable[str]) -> None:
        self._lexicon = lexicon
        self._manners = {name: lexicon.mask([name]) for name in manners}
        self._rules = [
            (rule, tuple(lexicon.mask(part.split("|")) for part in rule.parts), self._manners.get(rule.manner, -1))
            for rule in rules
        ]
        self._late = lexicon.mask(["late"])
        self._shields = _Shields(*(lexicon.mask([name]) for name in _Shields._fields))
        self._shield = sum(self._shields)

    def read(self, text: str) -> Reading:
        """Find the rules that the text fits."""
        sentences = self._lexicon.sentences(text)
        present = 0
        for words in sentences:
            for word in words:
                present |= word.parts
        matches: list[Match] = []
        written = _Text(text)
        for rule, parts, manner in self._rules:
            if present & manner and all(present & part for part in parts):
                fits = (match for words in sentences for match in self._fits(rule, parts, words))
                matches += next(([match] for match in fits if not written.excuses(match)), [])
        return Reading(matches, frozenset(name for name, bit in self._manners.items() if present & bit))

    def _fits(self, rule: Rule, parts: tuple[int, ...], words: list[Word]) -> Iterator[Match]:
        if not any(word.parts & parts[-1] for word in words):
            return
        yield from self._in_order(rule, parts, words)
        if any(word.parts & self._late for word in words):
            yield from self._in_order(rule, parts, self._verbs_first(words))

    def _in_order(self, rule: Rule, parts: tuple[int, ...], words: Sequence[Word]) -> Iterator[Match]:
        """Yield the places where all parts stand in order and nothing shields them; one pass over the words."""
        reached: list[tuple[Word, Word] | None] = [None] * len(parts)
        seen = _Shields(*[_NOWHERE] * len(_Shields._fields))
        end = len(parts) - 1
        for word in words:
            fits = False
            for k in range(end, -1, -1):
                before = reached[k - 1] if k else (word, word)
                if not word.parts & parts[k] or before is None or word.at - before[1].last > rule.reach + 1:
                    continue
                fits = True
                reached[k] = (before[0], word)
                if k == end and not _shielded(rule, before[0].at, seen):
                    yield Match(rule, min(before[0].at, word.at), max(before[0].last, word.last))
            if not fits and word.parts & self._shield:
                at = word.at
                seen = _Shields(
                    *(at if word.parts & bit else old for bit, old in zip(self._shields, seen, strict=True))
                )

    def _verbs_first(self, words: list[Word]) -> list[Word]:
        """German infinitives stand last; read them where an English verb would stand."""
        things = [w.at for w in words if not w.parts & (self._late | self._shield)]
        at = min(things, default=0) - 1
        moved = [w._replace(at=at, last=at) if w.parts & self._late else w for w in words]
        return sorted(moved, key=lambda w: w.at)


class _Text:
    """The words of a match as they were written; measured when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def excuses(self, match: Match) -> bool:
        """Whether the match needs nobody's confirmation, in any of the ways that its rule names."""
        if not match.rule.unless:
            return False
        start, end = self._places[match.first][0], self._places[match.last][1]
        words, rest = self._text[start:end], self._text[end : end + _AROUND].split("\n")[0]
        before = self._text[max(0, start - _AROUND) : start].split("\n")[-1]
        return any(_WAYS[name].fits(words, rest, before) for name in match.rule.unless.split("|"))

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return places(self._text)


class _Shields(NamedTuple):
    """Where each kind of harmless word was seen last; also the bit of each kind."""

    negated: int
    defend: int
    third: int
    topic: int
    ask: int
    victim: int


_NOWHERE: Final = -100
_AROUND: Final = 200
"""So many characters behind or in front of a match can show what is meant."""
_WAYS: Final = MappingProxyType({**DECIDED, **PASSING})


def _shielded(rule: Rule, at: int, seen: _Shields) -> bool:
    """Whether words in front, or inside, turn it into its opposite, a question, or somebody else's deed."""
    if len(rule.parts) == 1:
        return False
    if seen.negated >= at - 3 or _NOWHERE < seen.ask < at:
        return True
    if rule.label is not Label.MALICIOUS:
        return False
    if seen.defend >= at - 4 or seen.topic >= at - 3 or seen.victim != _NOWHERE:
        return True
    return at - 5 <= seen.third < at
