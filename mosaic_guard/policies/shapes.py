"""What a value looks like, whatever its argument is called."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from mosaic_guard.verbs import vocabulary


class Shape(StrEnum):
    """What kind of thing a value names."""

    EMAIL = "email"
    URL = "url"
    PATH = "path"
    HOST = "host"
    CODE = "code"
    """An account, phone or card number, an id, a key, a slug."""
    WORDS = "words"
    """A name, a title, a phrase."""
    TEXT = "text"
    """Sentences."""


TOP_LEVELS: Final = vocabulary(
    "com org net edu gov mil int info biz io dev app ai co cloud online site xyz tech store shop blog local "
    "internal test example invalid localhost onion page link"
)
"""Endings of host names, besides the two-letter ones."""
_EXTENSIONS: Final = (
    "txt|md|pdf|docx?|xlsx?|pptx?|csv|tsv|json|ya?ml|toml|ini|cfg|conf|env|log|xml|html?|py|js|ts|sh|go|rs|c|h|cpp|java|rb"
    "|sql|db|sqlite|png|jpe?g|gif|svg|zip|tar|gz|tgz|eml|ics|key|pem|crt|bak|lock|rtf|odt"
)
_EMAIL: Final = re.compile(r"(?:mailto:)?[^\s@<>,;:/\\\"]{1,64}@[^\s@<>,;:/\\\"]{1,255}")
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]{1,20}:/{1,3}[^\s]{1,8000}|(?:www\.)[^\s]{1,8000}", re.IGNORECASE)
_HOST: Final = re.compile(
    r"(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?::\d{1,5})?(?:/[^\s]*)?|\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?"
)
_PATH: Final = re.compile(
    r"(?:~?[/\\]|\.{1,2}[/\\]|[a-zA-Z]:[/\\])[^\n\x00]{0,4096}|[^\s/\\]{1,255}(?:[/\\][^\s/\\]{1,255}){1,64}"
)
_FILE: Final = re.compile(rf"[^\s/\\]{{1,200}}\.(?:{_EXTENSIONS})", re.IGNORECASE)
_ID: Final = re.compile(r"(?=[^\d]{0,63}\d)[\w][\w.:#-]{4,127}")
_GROUPED: Final = re.compile(r"[+(]?[A-Za-z]{0,2}\d[\dA-Za-z]{0,7}(?:[ ()./-]{1,3}[\dA-Za-z]{1,8}){1,12}")
_DATE: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[Tt ][\d:.+Zz-]{4,30})?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}:\d{2}(?::\d{2})?"
)
_PLAIN_NUMBER: Final = re.compile(r"[+-]?\d[\d,]{0,15}(?:\.\d{0,15})?")
_SLUG: Final = re.compile(r"[^\W_]{1,64}(?:[_.:#@-][^\W_]{1,64}){1,16}")
_LONGEST_HOST: Final = 256
LONG: Final = 12
"""Words from which a value is a text."""


def shape(value: str) -> Shape:
    """Tell what a value looks like."""
    text = value.strip()
    if len(text) <= 400 and _EMAIL.fullmatch(text):
        return Shape.EMAIL
    if _URL.fullmatch(text):
        return Shape.URL
    if _is_host_with_path(text):
        return Shape.HOST
    if _FILE.fullmatch(text) or (len(text) <= 4096 and _PATH.fullmatch(text) and text.count(" ") < LONG):
        return Shape.PATH
    if len(text) <= 400 and _HOST.fullmatch(text):
        return Shape.HOST
    if len(text) <= 128 and (_ID.fullmatch(text) or _is_grouped(text) or _SLUG.fullmatch(text)):
        return Shape.CODE
    return Shape.TEXT if len(text.split(None, LONG)) > LONG or len(text) > 400 else Shape.WORDS


def _is_host_with_path(text: str) -> bool:
    """`hooks.example/in/7`, but not `notes.py/7`: what can be the end of a file's name ends no host before a path."""
    host = text[:_LONGEST_HOST].partition("/")[0]
    if len(host) == len(text) or len(text) > 400 or _FILE.fullmatch(host):
        return False
    return _HOST.fullmatch(text) is not None and _is_known_host(host)


def _is_grouped(text: str) -> bool:
    return sum(c.isdigit() for c in text) >= 5 and _GROUPED.fullmatch(text) is not None


def names_something(value: str, kind: Shape | None = None) -> bool:
    """Whether it can only be an address, a place or an id: decisive under any argument name."""
    text = value.strip()
    kind = kind or shape(text)
    if not text or kind in (Shape.WORDS, Shape.TEXT) or says_when(text) or _PLAIN_NUMBER.fullmatch(text):
        return False
    if kind is Shape.CODE:
        return sum(c.isdigit() for c in text) >= 4
    if kind is Shape.HOST:
        return _is_known_host(text)
    return kind in (Shape.EMAIL, Shape.URL) or (kind is Shape.PATH and _is_plain_path(text))


def says_when(text: str) -> bool:
    """Whether it is a date or a time."""
    return _DATE.fullmatch(text) is not None


def _is_plain_path(text: str) -> bool:
    return (
        text[0] in "/~.\\"
        or text[1:2] == ":"
        or _FILE.fullmatch(text.replace("\\", "/").rpartition("/")[2]) is not None
    )


def _is_known_host(text: str) -> bool:
    """`v1.final` and `e.g` are none."""
    host = re.split("[/:]", text, maxsplit=1)[0].lower()
    head, _, ending = host.rpartition(".")
    return ending in TOP_LEVELS or ending.isdecimal() or (len(ending) == 2 and len(head) > 2)
