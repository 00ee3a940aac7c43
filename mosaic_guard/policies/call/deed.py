"""Whether the request speaks of what a tool does, by the words of its name, and whether untrusted text does."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from mosaic_guard.policies.call.command import sentences_of
from mosaic_guard.policies.call.terms import term, terms
from mosaic_guard.policies.provenance.index import Source
from mosaic_guard.verbs import vocabulary
from mosaic_guard.verbs import words as name_words

_NEWEST: Final = 4
_LONGEST: Final = 200
LOOSENS: Final = vocabulary(
    "unlock disarm open public expose publish disable off bypass skip unblock unban unmask unprotect allow whitelist "
    "allowlist permit grant admin root sudo elevate promote impersonate export dump leak share mute silence unmute "
    "override suspend pause stop waive ignore forget untrust trust anonymous guest exempt release"
)
"""Words in names of tools that take a protection away or let somebody in."""


def named(tool: str, request: frozenset[str]) -> float:
    """Give the share of a name's words that the request's terms hold."""
    wanted = _terms_of_name(tool)
    return len(wanted & request) / len(wanted) if wanted else 0.5


def described(description: str, request: frozenset[str]) -> float:
    """Give the share of the words of what is said of a tool that the request's terms hold."""
    wanted = terms(description[:_LONGEST].partition(". ")[0])
    return len(wanted & request) / len(wanted) if wanted else 0.5


def spoken(tool: str, request: frozenset[str], sources: Iterator[Source]) -> float:
    """Give the share of a name's words that a sentence of untrusted text holds, and the request does not."""
    wanted = _terms_of_name(tool)
    if not (missing := wanted - request):
        return 0.0
    texts = (text for source in islice(sources, _NEWEST) for text in source.texts.values())
    most = max((len(wanted & said) for text in texts for said in _sentences(text) if missing & said), default=0)
    return most / len(wanted)


def loosens(tool: str) -> bool:
    """Whether its name says that it takes a protection away, or lets somebody in."""
    return not LOOSENS.isdisjoint(name_words(tool))


@lru_cache(maxsize=512)
def _terms_of_name(tool: str) -> frozenset[str]:
    return frozenset(term(word) for word in name_words(tool) if len(word) > 2)


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(word[:5] for word in sentence.words) for sentence in sentences_of(text))
