"""What the output can show: how wide it is, whether it takes colour, and foreign text made safe for it."""

from __future__ import annotations

import os
import shutil
import textwrap
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal, TextIO

Style = Literal["plain", "bold", "dim", "red", "green", "yellow", "blue", "cyan", "heading"]

_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36", "heading": "1;36"}
)
_NARROWEST: Final = 40


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where text is shown."""

    width: int = 80
    colour: bool = False

    @classmethod
    def of(cls, stream: TextIO) -> Terminal:
        """Look at a stream: colour only on a terminal, and not where NO_COLOR or a dumb TERM says so."""
        is_terminal = stream.isatty()
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        columns = shutil.get_terminal_size((80, 24)).columns
        return cls(max(columns, _NARROWEST), is_terminal and not plain)

    def within(self, least: int, most: int) -> Terminal:
        """Take it for at least and at most so wide."""
        return replace(self, width=min(max(self.width, least), most))

    def paint(self, text: str, style: Style) -> str:
        """Colour a text, where colour is shown."""
        if not self.colour or style == "plain" or not text:
            return text
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m"

    def wrapped(self, text: str, *, indent: int = 0, most: int | None = None, width: int | None = None) -> list[str]:
        """Break safe text into lines that fit beside an indent; `most` cuts the rest off, visibly."""
        room = max((width or self.width) - indent, 10)
        lines = [line for part in text.split("\n") for line in textwrap.wrap(part, room) or [""]]
        if most is not None and len(lines) > most:
            lines = [*lines[: most - 1], cut(f"{lines[most - 1]} {lines[most]}", room - 1)]
            lines[-1] = lines[-1] if lines[-1].endswith("…") else f"{lines[-1]}…"
        return lines


def safe(text: str, *, keep_lines: bool = False) -> str:
    """Escape what a terminal would obey or hide: control, bidirectional and other unprintable characters."""
    kept = "\n" if keep_lines else ""
    return "".join(c if c.isprintable() or c in kept else _escaped(c) for c in text)


def counted(number: int, thing: str) -> str:
    """Say how many there are: `1 trace`, `2 traces`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def columns(text: str) -> int:
    """Count the columns that a text takes up."""
    return sum(_width(c) for c in text)


def cut(text: str, room: int) -> str:
    """Shorten a text to so many columns; the cut shows."""
    if columns(text) <= room:
        return text
    kept, used = [], 0
    for character in text:
        used += _width(character)
        if used >= room:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def padded(text: str, room: int) -> str:
    """Fill a text up with spaces, or cut it, to exactly so many columns."""
    short = cut(text, room)
    return short + " " * (room - columns(short))


def _escaped(character: str) -> str:
    if character in "\n\t":
        return " "
    return f"\\u{ord(character):04x}"


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
