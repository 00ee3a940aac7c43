"""Undo what Unicode can hide: invisible characters, stylised letters, lookalikes, stacked marks, tag characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from mosaic_guard.text.confusables import CONFUSABLES
from mosaic_guard.text.mapped import Edit, Mapped

_CONTROL: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
INVISIBLE: Final = (
    "\x80-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_MARKS: Final = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_STYLED: Final = (
    "\u00aa\u00b2\u00b3\u00b9\u00ba\u02b0-\u02b8\u02e0-\u02e4\u1d2c-\u1d6a\u2070-\u209c\u2100-\u214f\u2160-\u217f"
    "\u2460-\u24ff\u3250-\u33ff\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff\U0001f100-\U0001f189"
)
_FOLDABLE: Final = re.compile(f"[{_CONTROL}{INVISIBLE}{_MARKS}{_SPACES}{_STYLED}]")
_FOLDABLE_ASCII: Final = re.compile(f"[{_CONTROL}]")
_DROPPED: Final = re.compile(f"[{_CONTROL}{INVISIBLE}{_MARKS}]")
_LOOKALIKE: Final = re.compile(f"[{''.join(CONFUSABLES)}]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_FOREIGN: Final = re.compile(f"(?![{''.join(CONFUSABLES)}])[\u0370-\u052f\u0531-\u0587\u13a0-\u13f5]")
_TAG_FIRST, _TAG_LAST = 0xE0020, 0xE007E
_STYLED_LETTER_BLOCKS: Final = (0x1F130, 0x1F150, 0x1F170)


def fold(source: Mapped) -> Mapped:
    """Spell the text in plain letters; other scripts stay. Total and idempotent."""
    text = source.text
    if text.isascii():
        return source.edited((*m.span(), "") for m in _FOLDABLE_ASCII.finditer(text))
    plain = source.edited((*m.span(), _plain(m[0])) for m in _FOLDABLE.finditer(text))
    return plain.edited(_unmasked(plain.text))


def _plain(char: str) -> str:
    code = ord(char)
    if _TAG_FIRST <= code <= _TAG_LAST:
        return chr(code - 0xE0000)
    if char in "\u2028\u2029":
        return "\n"
    for block in _STYLED_LETTER_BLOCKS:
        if block <= code < block + 26:
            return chr(ord("A") + code - block)
    if _DROPPED.match(char):
        return ""
    return _FOLDABLE.sub("", unicodedata.normalize("NFKC", char)) or " "


def _unmasked(text: str) -> Iterator[Edit]:
    """Lookalikes in words that also hold Latin letters; where no foreign script is written, in all words."""
    if not _LOOKALIKE.search(text):
        return
    everywhere = not _FOREIGN.search(text)
    for word in _LETTERS.finditer(text):
        letters = word[0]
        if not letters.isascii() and (everywhere or any("a" <= c <= "z" or "A" <= c <= "Z" for c in letters)):
            start = word.start()
            for m in _LOOKALIKE.finditer(letters):
                yield start + m.start(), start + m.end(), CONFUSABLES[m[0]]
