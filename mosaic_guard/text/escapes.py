"""Undo inline escapes: HTML entities, percent encoding, backslash escapes as JSON, YAML and Python write them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.text.mapped import Edit, Mapped

_ESCAPE: Final = re.compile(
    # Each branch begins with its own literal, so that the search skips from one to the next.
    r"&(?:#[xX]?[0-9a-fA-F]{1,7}|[a-zA-Z]{2,31});"
    r"|%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*"
    r"|\\(?:u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})*|U000[0-9a-fA-F]{5}|x[0-9a-fA-F]{2}"
    r"|[0-3][0-7]{2}(?:\\[0-3][0-7]{2}){3,999}|[nrtb\"'/\\]|\n[ \t]*\\?)"
)
_SIMPLE: Final = str.maketrans("nrtb", "\n\r\t ")
MAX_LAYERS: Final = 3


def unescape(source: Mapped, layers: int = MAX_LAYERS) -> Mapped:
    """Undo escapes, also escaped ones, up to `layers` deep."""
    for _ in range(layers):
        if not any(map(source.text.__contains__, "&%\\")):
            return source
        made = source.edited(_edits(source.text))
        if made is source:
            return source
        source = made
    return source


def _edits(text: str) -> Iterator[Edit]:
    for m in _ESCAPE.finditer(text):
        new = _decoded(m[0])
        if new != m[0]:
            yield *m.span(), new


def _decoded(escape: str) -> str:
    if escape[0] == "&":
        return html.unescape(escape)
    if escape[0] == "%":
        return bytes.fromhex(escape.replace("%", "")).decode(errors="replace")
    kind = escape[1]
    if kind == "u":
        units = b"".join(int(unit, 16).to_bytes(2, "big") for unit in escape.split("\\u")[1:])
        return units.decode("utf-16-be", "surrogatepass")
    if kind in "Ux":
        code = int(escape[2:], 16)
        return chr(code) if code <= 0x10FFFF else escape
    if kind.isdigit():
        return bytes(int(code, 8) for code in escape.split("\\")[1:]).decode(errors="replace")
    if kind == "\n":
        return " " if escape[-1] == "\\" else ""
    return kind.translate(_SIMPLE)
