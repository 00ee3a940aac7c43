"""Undo what keeps programs, but no person, from seeing an address: `hxxps://a[.]example`, `a dot example`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from string import ascii_letters, digits
from typing import Final
from unicodedata import normalize
from urllib.parse import unquote

from mosaic_guard.text.fold import INVISIBLE
from mosaic_guard.text.mapped import Edit, Mapped

_NARROW: Final = str.maketrans(
    {chr(ord(c) + 0xFEE0): c for c in f"{ascii_letters}{digits}.-/:@%"}
    | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
    | dict.fromkeys("\u2024\ufe52", ".")
    | dict.fromkeys("\u2010\u2011", "-")
)
"""One for one: full-width signs, spaces and hyphens that break no line."""
_UNSEEN: Final = re.compile(f"[{INVISIBLE}]")
_STYLED: Final = re.compile("[\u24b6-\u24e9\U0001d400-\U0001d7ff]")
_FULL_STOP: Final = re.compile("(?<=[0-9A-Za-z])[\u3002\uff61](?=[0-9A-Za-z])")
_ENTITY: Final = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,7}|[a-zA-Z]{2,31});")
_QUOTED: Final = re.compile(r"(?<![\w%.?&=#+-])(?<![^/]/)[\w.-]{0,63}(?:%[0-9a-fA-F]{2}[\w.-]{0,63}){1,64}")
"""A host; in a path, what is quoted stays."""
_QUOTE: Final = re.compile("%[0-9a-fA-F]{2}")
_OF_HOSTS: Final = re.compile(r"[\w.:/@-]+", re.ASCII)

_DOT: Final = "dot|punkt|punto|ponto|point|\u0442\u043e\u0447\u043a\u0430"
_FENCED: Final = re.compile(
    r"[\[({<\\*_`]{1,2} ?(?:(?i:\.|dot|punkt|(?P<at>@|at)|(?P<colon>:(?://)?)) ?[\])}>] ?"
    r"|\.[*_`]{0,2}|(?<=\\)(?P<sign>@))"
)
"""A sign that something stands around."""
_LONGEST: Final = 64
_ENDING: Final = "com|org|net|edu|gov|biz|info|io|ai|dev|app|xyz|onion|example|ru|uk|de|nl|ch|pl|cn|eu"
"""What is read as the end of a host after a mere word."""
_SPOKEN: Final = re.compile(
    rf" (?i:{_DOT}) (?=(?i:(?:[\w-]{{1,63}} (?:{_DOT}) ){{0,3}}(?:{_ENDING})\b(?! (?:bubble|boom|crash|era)\b)))"
)
PROSE: Final = frozenset(
    ["a", "an", "the", "this", "that", "each", "every", "one", "first", "early", "any", "some", "and", "or", "is", "of"]
)
"""Words that begin no host: `the dot com era`."""
_SCHEME: Final = re.compile(r"(?i)h(?:xx|\*\*|tt)p(s?):?//")


def undisguised(source: Mapped) -> Mapped:
    """Spell addresses as programs read them. Accents and letters of other scripts stay: they make another address."""
    if "&" in source.text:
        found = _ENTITY.finditer(source.text)
        source = source.edited((*m.span(), new) for m in found if (new := _meant(m[0])) != m[0])
    if not source.text.isascii():
        source = _unveiled(source)
    if "%" in source.text:
        source = source.edited(_unquoted(source.text))
    return refanged(source)


def refanged(source: Mapped) -> Mapped:
    """Undo only what people write by hand."""
    source = source.edited(_unfenced(source.text))
    source = source.edited(_spoken(source.text))
    if "//" in source.text:
        source = source.edited((*m.span(), new) for m in _SCHEME.finditer(source.text) if (new := _scheme(m)) != m[0])
    return source


def _scheme(m: re.Match[str]) -> str:
    return f"http{m[1].lower()}://"


def _meant(entity: str) -> str:
    """The sign that an entity stands for, where an address may hold it or nobody sees it."""
    sign = html.unescape(entity)
    return "" if _UNSEEN.fullmatch(sign) else sign if _OF_HOSTS.fullmatch(sign) else entity


def _unveiled(source: Mapped) -> Mapped:
    narrow = source.text.translate(_NARROW)
    if narrow != source.text:
        source = source.edited([(0, len(narrow), narrow)])
    source = source.edited((*m.span(), "") for m in _UNSEEN.finditer(source.text))
    source = source.edited((*m.span(), normalize("NFKC", m[0])) for m in _STYLED.finditer(source.text))
    return source.edited((*m.span(), ".") for m in _FULL_STOP.finditer(source.text))


def _unquoted(text: str) -> Iterator[Edit]:
    for m in _QUOTED.finditer(text):
        if _OF_HOSTS.fullmatch(unquote(m[0], errors="replace")):
            yield from ((*q.span(), unquote(q[0])) for q in _QUOTE.finditer(text, *m.span()))


def _unfenced(text: str) -> Iterator[Edit]:
    for m in _FENCED.finditer(text):
        start, end = m.span()
        start -= text[start - 1 : start] == " "
        if start and (text[start - 1].isalnum() or m["colon"]) and (text[end : end + 1].isalnum() or m["colon"]):
            yield start, end, "@" if m["at"] or m["sign"] else m["colon"] or "."


def _spoken(text: str) -> Iterator[Edit]:
    for m in _SPOKEN.finditer(text):
        before = text[max(0, m.start() - _LONGEST) : m.start()].rsplit(None, 1)[-1:]
        if before and before[0][-1].isalnum() and before[0].lower() not in PROSE:
            yield *m.span(), "."
