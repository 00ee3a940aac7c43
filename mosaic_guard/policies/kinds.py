"""What kinds of action a request asks for, and a tool carries out: told by their verbs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from mosaic_guard.policies.acts import ALSO, CALLS_UP, EITHER, NOUNS, PEOPLE, TOOL_KINDS, VERBS, WITH_MONEY
from mosaic_guard.policies.provenance.words import fold
from mosaic_guard.policies.stems import kinds_by_stem
from mosaic_guard.verbs import vocabulary, words

_VERBS: Final = (*VERBS.items(), *ALSO.items())
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
"""Names of tools are written in plain letters: `AdresseAendern`."""
_KINDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        spelling: tuple(kind for kind, verbs in _VERBS if word in verbs)
        # Plain words last: what is spelled with `ae` is another verb's own spelling first.
        for word in sorted(frozenset[str]().union(*(verbs for _, verbs in _VERBS)), reverse=True)
        for spelling in (word.translate(_UMLAUTS), word)
    }
)
_BEFORE_VERBS: Final = vocabulary(
    "and then to please also just you or i'll we'll should must could would now first but und dann bitte"
)
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[.!?;:,\n]")
_MONEY = re.compile(
    r"[$€£¥]|\d[.,]\d\d\b|\b(?:money|funds?|cash|eur|usd|gbp|euros?|dollars?|pounds?|francs?|bucks|rent|salary|iban|bitcoin|geld)\b",
    re.IGNORECASE,
)
_ENDINGS: Final = ("", "s", "es")
"""Of the third person."""
_LONGEST_VERB: Final = 40


@lru_cache(maxsize=1024)
def kinds_of_tool(name: str) -> frozenset[str]:
    """Tell what kinds of action a tool's name speaks of; deleting and changing stand above what they are done to."""
    named = [word if word in TOOL_KINDS else word.removesuffix("s") for word in words(name)]
    for kind in ("delete", "change"):
        telling = [w for w in named if kind in TOOL_KINDS.get(w, ())]
        if telling and TOOL_KINDS[telling[0]][0] == kind:
            return frozenset(TOOL_KINDS[telling[0]])
    found = [frozenset(TOOL_KINDS[w]) for w in named if w in TOOL_KINDS]
    found = found or [frozenset(_KINDS[w]) for w in named if w in _KINDS]
    if not found and named and named[0] in CALLS_UP and PEOPLE.issuperset(named[1:]):
        return frozenset({"message"})
    plain = frozenset({"make", "change"})
    specific = [kinds for kinds in found if kinds != plain]
    return frozenset[str]().union(*(specific or found))


@lru_cache(maxsize=1024)
def kinds_of_description(text: str) -> frozenset[str]:
    """Tell what kinds of action the verb speaks of that a tool's description begins with: `Schedules an episode`.

    One whole word, so that no description can speak of every kind there is.
    """
    verb = _WORD.match(fold(text.lstrip()[:_LONGEST_VERB]))
    said = verb[0] if verb else ""
    return next(filter(None, (kinds_by_word(said.removesuffix(end)) for end in _ENDINGS)), frozenset())


@lru_cache(maxsize=1024)
def kinds_of_request(text: str) -> frozenset[str]:
    """Tell what kinds of action a request asks for."""
    folded = fold(text[:20_000])
    return kinds_by_word(folded) | kinds_by_stem(folded)


def kinds_by_word(folded: str) -> frozenset[str]:
    """Tell them by whole words alone: what begins with a stem may be a thing, as `rezervasyon` is."""
    found: set[str] = set()
    before = "."
    money = bool(_MONEY.search(folded))
    for word in _WORD.findall(folded):
        found.update(_KINDS.get(word, ()))
        found.update(NOUNS.get(word, ()) or NOUNS.get(word.removesuffix("s"), ()))
        if money and word in WITH_MONEY:
            found.add("pay")
        if word in EITHER and (before in _BEFORE_VERBS or not before[0].isalnum()):
            found.update(EITHER[word])
        before = word
    return frozenset(found)


def is_verb(word: str) -> bool:
    """Whether a word of a tool's name is a verb that asks for something in any of the languages."""
    return word in _KINDS
