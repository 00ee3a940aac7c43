"""Whether the user named a value only to say that it is not meant: `delete old.txt, but leave master.txt alone`."""

from __future__ import annotations

import re
from typing import Final

from mosaic_guard.policies.call.request import Request
from mosaic_guard.policies.provenance.words import fold

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


def is_forbidden(value: str, request: Request) -> bool:
    """Tell it of a value that the request holds; what is also named otherwise is not forbidden."""
    value = fold(value.strip())
    places = list(request.places(value)) if len(value) > 1 else []
    return bool(places) and all(_excepts(request.folded, at, at + len(value)) for at in places)


def _excepts(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _NEAR) : start]
    return bool(_BEFORE.search(before) or (_LEFT.search(before) and _ALONE.match(text, end)))
