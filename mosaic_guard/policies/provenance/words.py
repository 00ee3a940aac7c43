"""The words and tokens of a text, spelled so that case, width, accents, escapes and punctuation don't count."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote

from mosaic_guard.text.escapes import unescape
from mosaic_guard.text.mapped import Mapped
from mosaic_guard.text.unspaced import UNSPACED

_WORD: Final = re.compile(f"[{UNSPACED}]|[^\\W_{UNSPACED}]+")
_GLUE: Final = re.compile(f"[{UNSPACED}\u3001\u3002]+")
"""What stands around an address without a space in between: `写信给anna@acme.example。`"""
_DIGIT: Final = re.compile(r"(?![0-9])\d|[\u066b\u066c]")
_POINTS: Final = MappingProxyType({"\u066b": ".", "\u066c": ","})
_ASCII_WORD: Final = re.compile("[a-z0-9]+")
_TOKEN: Final = re.compile(r"[^\s\"'`<>()\[\]{},;|=&“”\u2018\u2019«»„…—\x00\u060c\u061b\u061f\u0964]+")
_SUFFIXED: Final = re.compile(r"([^\s@]{1,64}@[^\s@]{1,200}\.[a-z]{2,24})-[^\W\d_]{1,8}")
"""An address with an ending of the sentence's grammar: `anna@acme.example-nek`."""
_URL: Final = re.compile(r"https?://[^\s\"'`<>]+")
_ENTITY: Final = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,7}|[a-zA-Z]{2,31});")
_INVISIBLE: Final = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_ACCENT: Final = re.compile("[\u0300-\u036f]")
_SCHEMES: Final = ("https://", "http://", "mailto:", "file://", "tel:", "sms:")
_LEADING: Final = "*#@:!?+&$€£%^-_"
_HERE: Final = re.compile(r"\A(?:\./+)++")
_TRAILING: Final = "*:!?.…%^-_/\\"


def fold(text: str) -> str:
    """Undo case, width and other scripts' digits. Accents stay: they tell one address from another."""
    if text.isascii():
        return text.lower()
    return _DIGIT.sub(_western, unicodedata.normalize("NFKC", text).casefold())


def _western(m: re.Match[str]) -> str:
    return _POINTS.get(m[0]) or str(unicodedata.decimal(m[0]))


def words(folded: str) -> list[str]:
    """List the words of a folded text, accents off."""
    return _ASCII_WORD.findall(folded) if folded.isascii() else _WORD.findall(bare(folded))


def words_of(text: str) -> frozenset[str]:
    """Give the words of any text, each as it is compared: folded, accents off."""
    return frozenset(words(fold(text)))


def spelled(folded: str) -> list[str]:
    """List the words of a folded text, accents on."""
    return _WORD.findall(folded)


def bare(folded: str) -> str:
    """Take the accents off; what else is written in parts stays whole."""
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFKD", folded)))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text are."""
    return [m.span() for m in _WORD.finditer(text)]


def is_unspaced(word: str) -> bool:
    """Whether a word is one character of a script without spaces."""
    return len(word) == 1 and not word.isascii() and re.match(f"[{UNSPACED}]", word) is not None


def normal(token: str) -> str:
    """Give a folded token the form it is compared in: no scheme, no `www.`, no punctuation around it, `/` in paths."""
    token = token.strip("\"'`<>()[]{},; \t\r\n").replace("\\", "/")
    for scheme in _SCHEMES:
        token = token.removeprefix(scheme)
    token = token.removeprefix("www.").lstrip(_LEADING).rstrip(_TRAILING)
    return _HERE.sub("", token, count=1)


def tokens(folded: str) -> Iterator[str]:
    """Yield what is more than a word: addresses, paths, ids, in normal form."""
    found = set(_TOKEN.findall(folded))
    if not folded.isascii():
        found.update(part for token in tuple(found) for part in _GLUE.split(token))
    for token in found:
        if token.isalnum():
            continue
        plain = normal(token)
        if plain and not plain.isalnum():
            yield plain
            if suffixed := _SUFFIXED.fullmatch(plain):
                yield suffixed[1]
            head, colon, tail = plain.partition(":")
            if colon and head.isalnum() and (named := normal(tail)):
                yield named
    if "://" in folded:
        yield from filter(None, map(normal, _URL.findall(folded)))


def visible(folded: str) -> str:
    """Drop the characters that nobody sees."""
    return folded if folded.isascii() else _INVISIBLE.sub("", folded)


def unescaped(text: str) -> str:
    """Undo HTML, JSON, YAML and URL escapes."""
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    return unescape(Mapped(text)).text if "%" in text or "\\" in text else text


def _entity(m: re.Match[str]) -> str:
    return html.unescape(m[0])


def unquoted(part: str) -> str:
    """Undo the escapes of a URL's part, `+` for space included."""
    return unquote(part.replace("+", " "))
