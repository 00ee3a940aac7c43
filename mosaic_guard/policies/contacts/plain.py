"""One spelling for all: what a text says about contacts in plain digits, separators and signs, with the way back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from mosaic_guard.policies.contacts.endings import ENDINGS, OF_MEMBERS
from mosaic_guard.policies.contacts.spoken import told
from mosaic_guard.text import Mapped
from mosaic_guard.text.defanged import undisguised
from mosaic_guard.text.mapped import Edit

_DIGIT: Final = re.compile(
    "(?![0-9])\\d|[\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\u2460-\u2468\u24ea\u24f5-\u24fe\u24ff\u2776-\u277e"
    "\u2780-\u2788\u278a-\u2792\u2474-\u247c\u2488-\u2490\U0001f10b\U0001f10c\U0001f51f\ufe0f\u20e3\u20d0-\u20df]"
)
_TEN: Final = "\U0001f51f"
_NARROW: Final = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\u2043\ufe58\ufe63\uff0d\u02d7", "-")
    | dict.fromkeys("\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u200a\u205f\u3000", " ")
    | dict.fromkeys("\uff0b\ufe62\u207a\u208a", "+")
    | {"\uff08": "(", "\uff09": ")", "\u2044": "/", "\u2215": "/"}
)
_LETTERS: Final = re.compile(r"(?<![^\s])(?:[A-Za-z0-9@._/:-] ){7,63}[A-Za-z0-9@._/:-](?=[.,;!?)]{0,3}(?:\s|$))")
"""Signs that stand one by one."""
_SPACED: Final = re.compile(
    r"(?<=[^\W_])(?P<at> ?@ ?)(?=[A-Za-z][\w-]{0,62}(?:\.\w| \.))|(?<=[\w]) {1,3}\. ?(?=([a-z]{2,24})(?!\w))"
)
_NETWORK: Final = re.compile(
    r"(?<![\w.])[0-9]{1,3}(?: ?(?:\.|dot|punkt|point) ?[0-9]{1,3}){3}(?!\w|\.\w)", re.IGNORECASE
)
_BETWEEN: Final = re.compile(" ?(?:\\.|[a-z]+) ?", re.IGNORECASE)
_MIDDLE: Final = re.compile("(?<=\\w)[\u00b7\u2022\u2027\u2219\u22c5](?=([a-z]{3,24})(?!\\w))")
_PLAIN_ENDINGS: Final = ENDINGS - OF_MEMBERS
_MIXED: Final = re.compile(r"(?<![^\W_])(?=[OolI]{0,15}[0-9])(?=[0-9]{0,15}[OolI])[0-9OolI]{3,16}(?![^\W_])")
_LOOKALIKES: Final = str.maketrans("OolI", "0011")


def plainly(source: Mapped) -> Mapped:
    """Spell contacts in one way. Letters keep their script: another script makes another address."""
    if not source.text.isascii():
        source = _signs(source)
    source = source.edited((*m.span(), m[0].replace(" ", "")) for m in _LETTERS.finditer(source.text) if _says(m[0]))
    source = undisguised(told(source))
    if not source.text.isascii():
        source = source.edited((*m.span(), ".") for m in _MIDDLE.finditer(source.text) if m[1] in _PLAIN_ENDINGS)
    source = source.edited(_of_networks(source.text))
    if " @" in source.text or "@ " in source.text or " ." in source.text:
        source = source.edited(_joined(source.text))
    return source.edited((*m.span(), m[0].translate(_LOOKALIKES)) for m in _MIXED.finditer(source.text))


def _signs(source: Mapped) -> Mapped:
    narrow = source.text.translate(_NARROW)
    if narrow != source.text:
        source = source.edited([(0, len(narrow), narrow)])
    return source.edited((*m.span(), _digit(m[0])) for m in _DIGIT.finditer(source.text))


def _digit(sign: str) -> str:
    return "10" if sign == _TEN else str(unicodedata.digit(sign, ""))


def _says(spelled: str) -> bool:
    """Whether letters that stand apart are an address; digits are read so anyway."""
    return ("." in spelled or "@" in spelled) and any(c.isalpha() for c in spelled)


def _of_networks(text: str) -> Iterator[Edit]:
    for m in _NETWORK.finditer(text):
        if " " in m[0]:
            yield *m.span(), _BETWEEN.sub(".", m[0])


def _joined(text: str) -> Iterator[Edit]:
    """`help @ rooms . example` is one address."""
    for m in _SPACED.finditer(text):
        if m["at"]:
            if m["at"] != "@":
                yield *m.span(), "@"
        elif m[2] in ENDINGS or len(m[2]) == 2:
            yield *m.span(), "."
