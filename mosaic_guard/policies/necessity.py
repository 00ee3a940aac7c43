"""Does the request need this tool at all? Told by kinds of action: what its verbs ask for, and what the tool does.

Lexical, so it says `None` where it recognises nothing; what it can't recognise is never held against a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.acts import OPEN, OPEN_INSIDE
from mosaic_guard.policies.kinds import kinds_of_description, kinds_of_request, kinds_of_tool
from mosaic_guard.policies.provenance.words import fold, spelled, words
from mosaic_guard.policies.question import clauses, wants_to_know
from mosaic_guard.tool import ToolSpec

_WEB = re.compile(
    r"https?://|www\.|(?<![\w@/.-])[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/\w"
    r"|\b(?:url|link|web|website|site|webpage|page|article|online|internet)s?\b",
    re.IGNORECASE,
)
_LEAST_WORDS: Final = 4
_PERHAPS: Final = 0.5


def asks_for(requests: Iterable[str], spec: ToolSpec) -> bool | None:
    """Tell whether any request asks for what the tool does; None when either can't be recognised.

    Only its name makes a tool asked for. Its description, longer and as foreign, takes no more than the opposite back.
    """
    texts = tuple(requests)
    if not spec.effect.write:
        return any(_WEB.search(text) for text in texts)
    if wants_to_know(texts) == 1.0:
        return False
    kinds = kinds_of_tool(spec.name)
    asked = frozenset[str]().union(*map(kinds_of_request, texts))
    if not (kinds and asked):
        return None
    if kinds & asked:
        return True
    return None if asked & kinds_of_description(spec.description) or any(map(_is_open, texts)) else False


def unasked(requests: Iterable[str], spec: ToolSpec) -> float:
    """Give how surely no request asks for what the tool does: half where a clause may ask for anything."""
    texts = tuple(requests)
    if asks_for(texts, spec) is not False:
        return 0.0
    is_plain = not spec.effect.write or wants_to_know(texts) == 1.0 or all(map(_is_recognised, texts))
    return 1.0 if is_plain else _PERHAPS


@lru_cache(maxsize=256)
def _is_recognised(text: str) -> bool:
    """Whether each clause long enough to ask for something holds a verb that is known."""
    parts = (part for part in clauses(text[:20_000]) if len(words(fold(part))) >= _LEAST_WORDS)
    return all(map(kinds_of_request, parts))


@lru_cache(maxsize=256)
def _is_open(text: str) -> bool:
    folded = fold(text[:20_000])
    return not OPEN.isdisjoint(spelled(folded)) or any(word in folded for word in OPEN_INSIDE)
