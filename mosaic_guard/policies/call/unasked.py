"""Tools that put an end to something, where the user asked for no end of anything."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from mosaic_guard.policies.call.fitting import stem
from mosaic_guard.policies.necessity import kinds_of_request
from mosaic_guard.policies.provenance.words import fold, words
from mosaic_guard.verbs import vocabulary
from mosaic_guard.verbs import words as name_words

ENDING: Final = vocabulary(
    "delete remove purge wipe erase clear reset empty flush drop destroy format truncate terminate deactivate disable "
    "cancel revoke uninstall unsubscribe kick ban discard shutdown rm del"
)
"""Verbs in the names of tools that put an end to something."""
_ASKS_TO_END: Final = frozenset({"delete"})


@lru_cache(maxsize=256)
def ends_unasked(tool: str, requests: tuple[str, ...]) -> bool:
    """Whether a tool puts an end to something, and the user asks for no end in any words."""
    ending = {word for word in name_words(tool) if word in ENDING}
    if not ending or any(kinds_of_request(text) & _ASKS_TO_END for text in requests):
        return False
    said = {stem(word) for text in requests for word in words(fold(text))}
    return said.isdisjoint(map(stem, ending))
