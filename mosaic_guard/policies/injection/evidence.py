"""What speaks for a piece of text being an instruction, besides its words: its shape, its neighbours, the rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log1p
from typing import Final, NamedTuple

from mosaic_guard.learned.words import tokens
from mosaic_guard.policies.injection.rules import signs
from mosaic_guard.text.lexicon import WORDS, Part, plainly

_P = Part
_ADDRESS: Final = re.compile(  # begins with one set of characters, which the search skips to
    r"[@hw\d$\u20ac\u00a3A-Z](?:(?<=@)\w|(?<=h)ttps?://|(?<=w)ww\.|(?<=\d)\d{5}"
    r"|(?<=[$\u20ac\u00a3])\s?\d|(?<=[A-Z])[A-Z]\d{2}[ \dA-Z]{8})"
)
_DIGITS: Final = b"0123456789"
_CAPITALS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ENDS: Final = re.compile(r"\s*\Z")
_LIST: Final = re.compile(r"(?:[-*+\u2022>#]|\d{1,2}[.)])\s{1,4}$")
_PARTS: Final = (_P.YOU, _P.AGENT, _P.USER, _P.ACT | _P.SAY, _P.SECRET | _P.HIDE, _P.MUST | _P.PLEASE, _P.URGENT)
_MASKS: Final = tuple(int(p) for p in _PARTS)
_DEED: Final = int(_P.ACT | _P.SAY | _P.DROP | _P.ATTEND)
_POLITE: Final = int(_P.PLEASE | _P.MUST | _P.YOU | _P.NEVER)
NOTHING: Final = -6.0
"""The log-odds of what is not there."""
AROUND: Final = 8
"""How many pieces before and after count as the neighbourhood."""
AT_FIRST: Final = 11
"""How much of the evidence is seen at first."""


class Piece(NamedTuple):
    """A range of a text, how many words it has, and how much those alone read as an instruction."""

    start: int
    end: int
    size: int
    odds: float


def evidence(text: str, pieces: Sequence[Piece], at: int) -> list[float]:
    """Describe one piece among its neighbours."""
    return [*at_first(text, pieces, at), *closer(text, pieces, at)]


def at_first(text: str, pieces: Sequence[Piece], at: int) -> list[float]:
    """Describe a piece by what says most for what it takes: its neighbours and the rules."""
    return [*_neighbours(pieces, at), *_rules(text[pieces[at].start : pieces[at].end])]


def closer(text: str, pieces: Sequence[Piece], at: int) -> list[float]:
    """Describe a piece by its shape and its words."""
    piece = text[pieces[at].start : pieces[at].end]
    return [*_shape(text, piece, pieces, at), *_words(piece)]


def _neighbours(pieces: Sequence[Piece], at: int) -> list[float]:
    odds = [p.odds for p in pieces[max(0, at - AROUND) : at + AROUND + 1]]
    here = min(at, AROUND)
    padded = [NOTHING, NOTHING, *odds, NOTHING, NOTHING]
    before2, before, own, after, after2 = padded[here : here + 5]
    others = [*odds[:here], *odds[here + 1 :]] or [NOTHING]
    mean = sum(others) / len(others)
    return [own, before, after, max(before2, after2), max(others), mean, own - mean, float(len(odds))]


def _rules(piece: str) -> list[float]:
    found = signs(piece)
    doubt = 1.0
    for value in found.values():
        doubt *= 1 - value
    return [1 - doubt, float(len(found)), found.get("imperative", 0.0)]


def _shape(text: str, piece: str, pieces: Sequence[Piece], at: int) -> list[float]:
    start, end, size, _ = pieces[at]
    before = text[max(0, start - 6) : start]
    letters = max(1, len(piece))
    digits, capitals = _counted(piece)
    last = text[end - 1 : end + 1].rstrip()[-1:]
    return [
        log1p(len(piece)),
        float(size),
        digits / letters,
        capitals / letters,
        float(piece[:1].isupper()),
        float(last in ("?", "\uff1f", "\u061f")),
        float(text[end - 1 : end] in ".!\u3002"),
        float(last in (":", "\uff1a")),
        float(":" in before or (at > 0 and text[pieces[at - 1].end - 1] == ":")),
        float('"' in before or "'" in before),
        float(bool(_LIST.search(before))),
        float(piece.find(":", 0, 32) >= 0),
        float(bool(_ADDRESS.search(piece))),
        float(start == 0),
        float(bool(_ENDS.match(text, end))),
    ]


def _counted(piece: str) -> tuple[int, int]:
    """Count digits and capitals; those of ASCII by what is left without them, which takes a tenth of the time."""
    if not piece.isascii():
        return sum(map(str.isdigit, piece)), sum(map(str.isupper, piece))
    raw = piece.encode()
    return len(raw) - len(raw.translate(None, _DIGITS)), len(raw) - len(raw.translate(None, _CAPITALS))


def _words(piece: str) -> list[float]:
    parts = _parts(piece)
    together = 0
    for part in parts:
        together |= part
    first = next((i for i, part in enumerate(parts) if part & _DEED), 30) if together & _DEED else 30
    led = next((i for i, part in enumerate(parts[:8]) if not part & _POLITE), 8)
    return [*[1.0 if together & mask else 0.0 for mask in _MASKS], float(min(first, 30)), float(first <= led)]


def _parts(piece: str) -> list[int]:
    """What each word can be; lower case changes no token of ASCII."""
    if piece.isascii():
        return [WORDS.get(word, 0) for word in tokens(piece.lower())]
    return [WORDS.get(plainly(word), 0) for word in tokens(piece)]
