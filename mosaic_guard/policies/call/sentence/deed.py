"""Whether the request speaks of what a tool does, by the words of its name, and whether untrusted text does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from mosaic_guard.policies.call.request.terms import share, term, terms
from mosaic_guard.policies.call.sentence.command import sentences_of
from mosaic_guard.policies.kinds import kinds_of_tool
from mosaic_guard.policies.provenance.index import Source
from mosaic_guard.policies.provenance.words import fold, words
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
_OF_MONEY: Final = vocabulary("grant release trust waive")
"""Those of them that only say how money is paid, where none of `_RIGHTS` stands beside."""
_RIGHTS: Final = vocabulary("access right rights role roles permission permissions hold holds limit limits")
_LOCKS_OUT: Final = vocabulary("disable suspend pause revoke")
_LOCKED_OUT: Final = vocabulary("user users account accounts member members card cards key keys access")
_WHICH: Final = vocabulary("api bank credit debit team guest anonymous admin root")
"""What may stand between: `disable_api_key`, but not `disable_mfa_user`."""


def named(tool: str, request: str) -> float:
    """Give the share of a name's words that the request holds."""
    return share(_name(tool), said(request))


def described(description: str, request: str) -> float:
    """Give the share of the words of what is said of a tool that the request holds."""
    return share(terms(description[:_LONGEST].partition(". ")[0]), said(request))


def spoken(tool: str, request: str, sources: Iterator[Source]) -> float:
    """Give the share of a name's words that a sentence of untrusted text holds, where the request lacks one of them."""
    wanted = _name(tool)
    missing = wanted - said(request)
    if not missing:
        return 0.0
    texts = (text for source in islice(sources, _NEWEST) for text in source.texts.values())
    return max((share(wanted, said) for text in texts for said in _sentences(text) if missing & said), default=0.0)


def loosens(tool: str) -> bool:
    """Whether its name says that it takes a protection away, or lets somebody in; not where it pays or locks out."""
    parts = name_words(tool)
    found = LOOSENS.intersection(parts)
    if "pay" in kinds_of_tool(tool) and _RIGHTS.isdisjoint(parts):
        found -= _OF_MONEY
    return bool(found) and not _locks_out(parts)


def _locks_out(parts: Sequence[str]) -> bool:
    """Whether a name shuts somebody's access, and says no more: `suspend_user`, but not `suspend_user_alerts`."""
    at = next((at for at, word in enumerate(parts) if word in LOOSENS | _LOCKS_OUT), 0)
    whom = parts[at + 1 :]
    is_all = (_LOCKED_OUT | _WHICH).issuperset(whom)
    return parts[at] in _LOCKS_OUT and is_all and not _LOCKED_OUT.isdisjoint(whom[-1:])


@lru_cache(maxsize=512)
def _name(tool: str) -> frozenset[str]:
    return frozenset(term(word) for word in name_words(tool) if len(word) > 2)


@lru_cache(maxsize=64)
def said(request: str) -> frozenset[str]:
    """Give the terms of a request, common words as well: names of tools are made of them."""
    return terms(request).union(map(term, words(fold(request))))


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(term, sentence.words)) for sentence in sentences_of(text))
