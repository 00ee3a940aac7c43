"""Does the request need this tool at all? Told by kinds of action: what its verbs ask for, and what the tool does.

Lexical, so it says `None` where it recognises nothing; what it can't recognise is never held against a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from mosaic_guard.policies.acts import OPEN
from mosaic_guard.policies.kinds import kinds_of_request, kinds_of_tool
from mosaic_guard.policies.provenance.words import fold, spelled
from mosaic_guard.policies.question import wants_to_know
from mosaic_guard.tool import ToolSpec

_WEB = re.compile(
    r"https?://|www\.|(?<![\w@/.-])[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/\w"
    r"|\b(?:url|link|web|website|site|webpage|page|article|online|internet)s?\b",
    re.IGNORECASE,
)


def asks_for(requests: Iterable[str], spec: ToolSpec) -> bool | None:
    """Tell whether any request asks for what the tool does; None when either can't be recognised."""
    texts = tuple(requests)
    if not spec.effect.write:
        return any(_WEB.search(text) for text in texts)
    if wants_to_know(texts) == 1.0:
        return False
    kinds = kinds_of_tool(spec.name)
    asked = frozenset[str]().union(*map(kinds_of_request, texts))
    if not (kinds and asked):
        return None
    return True if kinds & asked else None if any(map(_is_open, texts)) else False


@lru_cache(maxsize=256)
def _is_open(text: str) -> bool:
    return not OPEN.isdisjoint(spelled(fold(text[:20_000])))
