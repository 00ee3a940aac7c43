"""An answer as a client reads it: character references and backslash escapes undone, line ends out of quoted values."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.text.mapped import Edit, Mapped

_REFERENCE: Final = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,7}|[a-zA-Z]{2,31});")
_OF_ADDRESSES: Final = re.compile(r"[\w.:/\\?&=#@%~+,;-]", re.ASCII)
"""What an address is made of; other signs, spelled as references, close no quote and no bracket."""
_ESCAPED: Final = re.compile(r"\\(?=[!-'*-/:-@^-`{-~])")
"""The backslash before a sign, as Markdown has it. Brackets keep theirs: it says that they close nothing."""
_QUOTED: Final = re.compile(r"=[ \t]{0,4}(?:\"[^\"<>]{1,4096}\"|'[^'<>]{1,4096}')")
_BREAK: Final = re.compile(r"[\t\r\n]")
"""Left out of addresses by every client."""


def shown(text: str) -> Mapped:
    """Undo what a client undoes before it reads an address."""
    source = Mapped(text)
    if "&" in text:
        source = source.edited(_references(source.text))
    if "\\" in text:
        source = source.edited((*m.span(), "") for m in _ESCAPED.finditer(source.text))
    if "=" in text and _BREAK.search(text):
        source = source.edited(_breaks(source.text))
    return source


def _references(text: str) -> Iterator[Edit]:
    for m in _REFERENCE.finditer(text):
        sign = html.unescape(m[0])
        if _BREAK.fullmatch(sign):
            yield *m.span(), ""
        elif _OF_ADDRESSES.fullmatch(sign):
            yield *m.span(), sign


def _breaks(text: str) -> Iterator[Edit]:
    for quoted in _QUOTED.finditer(text):
        yield from ((*m.span(), "") for m in _BREAK.finditer(text, *quoted.span()))
