"""Whether the user named a value only to say that it is not meant: `delete old.txt, but leave master.txt alone`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.policies.provenance.words import fold, is_unspaced

_TOUCH: Final = (
    "touch|delete|remove|erase|drop|change|edit|move|overwrite|send|write|mail|pay|open|close|cancel|approve|invite|"
    "add|include|use|share|book"
)
_BEFORE: Final = re.compile(
    rf"\b(?:(?:don't|don\u2019t|do not|never|must not|without)\s(?:{_TOUCH})(?:ing)?\s(?:(?:anything|to|the|file)\s)*"
    r"|(?:except|excluding|apart from|other than|but not|but never)\s(?:(?:for|to|the|file|with)\s)*"
    r"|(?:außer|ausser|aber nicht|nicht aber|bis auf)\s(?:(?:an|die|der|das|den|dem)\s)*"
    r"|(?:sauf|excepté|hormis|mais pas|ne touche(?:z|s)? pas à)\s(?:(?:à|le|la|les)\s)*"
    r"|(?:excepto|salvo|(?<!al )menos|pero no|no toques)\s(?:(?:a|al|el|la)\s)*"
    r"|(?:tranne|eccetto|ma non)\s(?:(?:a|il|la)\s)*"
    r"|(?:behalve|maar niet)\s|(?:oprócz|poza|ale nie)\s|(?:utom|men inte)\s)[\"'`“«]?$"
)
_LEFT: Final = re.compile(
    r"\b(?:leave|keep|lass|laisse|laissez|deja|lascia|laat|zostaw|lämna)\s(?:[\w-]+\s){0,2}[\"'`“«]?$"
)
_ALONE: Final = re.compile(
    r"[\"'`”»]?\s(?:alone|untouched|unchanged|as (?:it|they|she|he) (?:is|are)|in ruhe|unberührt|unverändert|"
    r"tranquille|intacte?|tel(?:le)? quel(?:le)?|en paz|intact[oa]|in pace|com'è|met rust|ongemoeid|w spokoju|"
    r"i fred|orör[dt])\b"
)
_NEAR: Final = 60


def is_forbidden(value: str, request: str) -> bool:
    """Tell it of a value that the request holds; what is also named otherwise is not forbidden."""
    text, value = fold(request), fold(value.strip())
    places = list(_places(text, value)) if len(value) > 1 else []
    return bool(places) and all(
        _BEFORE.search(before := text[max(0, at - _NEAR) : at])
        or (_LEFT.search(before) and _ALONE.match(text, at + len(value)))
        for at in places
    )


def _places(text: str, value: str) -> Iterator[int]:
    """Where it stands with no word cut."""
    at = text.find(value)
    while at >= 0:
        edges = text[max(0, at - 1) : at] + text[at + len(value) : at + len(value) + 1]
        if not any(c.isalnum() and not is_unspaced(c) for c in edges):
            yield at
        at = text.find(value, at + 1)
