"""Which addresses of an answer a client loads by itself: those of images, of elements, of styles."""

from __future__ import annotations

import re
from typing import Final

_BACK: Final = 4000
"""So far before an address its markup begins at most; where it can't be told, it is an image's."""
_NEAR: Final = 100
"""The same of markup that says nothing in between."""
_AHEAD: Final = 300
_INLINE: Final = re.compile(r"\]\(\s{0,80}<?$")
_REFERENCE: Final = re.compile(r"\]:\s{0,80}<?$")
_ELEMENT: Final = re.compile(r"<(?!a\b)[a-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+(?:\"[^\"]*|'[^']*)?$", re.IGNORECASE)
"""One that is still open; all but a link load what they name, or send a form there."""
_STYLE: Final = re.compile(r"(?:url\(|image-set\(|@import)[^;{}()]{0,80}$", re.IGNORECASE)


def loaded_from(text: str, at: int) -> int:
    """Where the markup begins by which a client loads the address at this place; -1 where it waits for a click."""
    first = max(0, at - _BACK)
    before = text[first:at]
    near = max(0, len(before) - _NEAR)
    if inline := _INLINE.search(before, near):
        found = _image(before, inline.start())
        return found if found < 0 else first + found
    if _REFERENCE.search(before, near) and "![" in text:
        return at
    markup = _ELEMENT.search(before) or _STYLE.search(before, near)
    return first + markup.start() if markup else -1


def loaded_to(text: str, start: int, end: int) -> int:
    """Where that markup ends; where the address does, if nothing closes it or it stands in a line of its own."""
    mark = {"<": ">", "!": ")", "u": ")", "i": ")", "@": ";"}.get(text[start].lower(), "")
    at = text.find(mark, end, end + _AHEAD) if mark else -1
    return end if at < 0 else at + 1


def _image(before: str, close: int) -> int:
    """Where the image begins whose description ends there; where an image may, if that description is too long."""
    depth = 0
    for at in range(close, -1, -1):
        if before[at] not in "[]" or before[max(0, at - 1) : at] == "\\":
            continue
        depth += 1 if before[at] == "]" else -1
        if not depth:
            return at - 1 if before[max(0, at - 1) : at] == "!" else -1
    return before.find("![") if "![" in before else 0
