"""Whether a short value stands in a text as what it is used for, or merely happens to occur.

`13`, `me` or `all` turn up by chance. Such a value counts as given only where it is quoted, marked (`#13`, `€13`),
beside a word for its argument (for an id the word comes first: `email 13`, not `13 emails`, but
`2 hours`), or, for a quantity, the only number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mosaic_guard.argument_names import COUNTS, MONEY
from mosaic_guard.policies.provenance.currencies import AFTER, BEFORE
from mosaic_guard.policies.provenance.decisive import split_name
from mosaic_guard.policies.provenance.numbers import Number, numbers
from mosaic_guard.policies.provenance.vocabulary import COMMON, MEASURES, MONEY_SAID, SAID_FOR
from mosaic_guard.policies.provenance.words import fold, words

_QUOTES: Final = "\"'`“”\u2018\u2019«»„"
_MARKED: Final = re.compile(r"[#€$£¥]\s?$")
_ORDINAL: Final = re.compile("第$")
_COUNTER: Final = re.compile("[号號番번]")
"""Signs for `number` in scripts without spaces."""
_ENDS: Final = re.compile(r"[.!?\n](?:\s|$)")
_NEAR: Final = 40
_CLOSE: Final = 18


@dataclass(frozen=True, slots=True)
class Use:
    """What a value is used for: the words that name it."""

    names: frozenset[str]
    """Words of the argument's name, and what people say for them."""
    beside: tuple[str, ...] = ()
    """The tool's name and the texts of the other arguments."""
    is_measure: bool = False
    """Its name is a measure, as `hours` or `stars`: no thing bears such a number."""

    @property
    def siblings(self) -> frozenset[str]:
        """The words beside it that say something."""
        near = {_singular(word) for text in self.beside for word in words(fold(text[:200])) if len(word) > 2}
        return frozenset(near - COMMON)

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return not self.names.isdisjoint(MONEY)

    @property
    def is_count(self) -> bool:
        """Whether it says how many."""
        return not self.names.isdisjoint(COUNTS) and "id" not in self.names


def use_of(names: Sequence[str], beside: Iterable[str], *, is_listed: bool = False) -> Use:
    """Describe what a value is used for, from the keys on the way to it and the texts beside it.

    `hours=[3]` may be the third: one of a list is no measure.
    """
    own = {piece for name in names for piece in split_name(name)}
    more = {word for piece in own for word in SAID_FOR.get(piece, ())}
    last = split_name(names[-1])[-1:] if names and not is_listed else []
    return Use(frozenset(_singular(word) for word in own | more), tuple(beside), not MEASURES.isdisjoint(last))


def supports(text: str, start: int, end: int, use: Use) -> bool:
    """Whether the place makes clear that the value is meant."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if before[-1:] and before[-1] in _QUOTES and after[:1] and after[0] in _QUOTES:
        return True
    if _MARKED.search(before) or (use.is_money and (AFTER.match(after) or BEFORE.search(before))):
        return True
    if _ORDINAL.search(before) or _COUNTER.match(after):
        return not (use.is_money or use.is_count)
    leading = _words_of(_ENDS.split(before)[-1])
    if use.is_money or use.is_count:
        trailing = _words_of(_ENDS.split(after)[0])
        wanted = use.names | use.siblings | (MONEY_SAID if use.is_money else frozenset())
        return not wanted.isdisjoint({*leading, *trailing})
    if use.is_measure and not use.names.isdisjoint(_words_of(_ENDS.split(after[:_CLOSE])[0])[:1]):
        return True
    close = _words_of(before[-_CLOSE:])[-2:]
    return not (use.names | use.siblings).isdisjoint(close)


def amounts(folded: str) -> Iterator[Number]:
    """Find the numbers of a folded text that a currency stands beside."""
    for number in numbers(folded):
        before, after = folded[max(0, number.start - _CLOSE) : number.start], folded[number.end : number.end + _CLOSE]
        if BEFORE.search(before) or AFTER.match(after):
            yield number


def _words_of(text: str) -> list[str]:
    return [_singular(word) for word in words(fold(text))]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
