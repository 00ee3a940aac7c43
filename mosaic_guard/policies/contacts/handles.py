"""Names by which somebody is reached on a messenger: those that the text says to be one's there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.text.personal import Place

HANDLE: Final = "handle"

_MESSENGERS: Final = (
    *("telegram", "whatsapp", "signal", "skype", "discord", "wechat", "weixin", "viber", "threema", "snapchat"),
    *("instagram", "wickr", "kik", "телеграм", "ватсап", "вотсап", "微信", "电报"),
)
_MESSENGER: Final = rf"(?<![^\W_])(?:{'|'.join(_MESSENGERS)})"
_BEFORE: Final = re.compile(rf"{_MESSENGER}(?![^\W_]{{3}})[^.!?;,\n@]{{0,28}}[,(]? ?$", re.IGNORECASE)
_AFTER: Final = re.compile(rf"[ ,(*_]{{1,3}}(?:\w{{2,4}} )?{_MESSENGER}(?![^\W_]{{3}})", re.IGNORECASE)
_HANDLE: Final = re.compile(r"@[A-Za-z_][\w.]{2,31}", re.ASCII)
_NAMED: Final = re.compile(
    rf"{_MESSENGER}(?: (?:id|name|handle|user|username|account|contact))?\s?[:=]\s?"
    r"(?=[\w.#-]{0,31}[0-9_#])(?P<name>[A-Za-z_][\w.#-]{3,31})(?![\w.#/:@-])",
    re.IGNORECASE | re.ASCII,
)
"""Without the sign, only what is no plain word: `Signal: strong`."""
_NEAR: Final = 48


def handles(text: str) -> Iterator[Place]:
    """Find `@name` beside the name of a messenger, and `Skype: name_24`."""
    lowered = text.lower()
    if not any(name in lowered for name in _MESSENGERS):
        return
    for match in _HANDLE.finditer(text):
        start, end = match.start(), match.end() - match[0].endswith(".")
        joined = text[start - 1 : start].isalnum() or text[start - 1 : start] in ("@", "/", ".", "_")
        if not joined and (_BEFORE.search(text, max(0, start - _NEAR), start) or _AFTER.match(text, end)):
            yield Place(HANDLE, start, end)
    for match in _NAMED.finditer(text):
        yield Place(HANDLE, *match.span("name"))
