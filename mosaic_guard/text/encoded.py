"""Text inside text: base64, base32, hex, character codes, rot13, reversed words, spelled-out letters."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.text.codes import coded_runs, has_codes
from mosaic_guard.text.mapped import Mapped

MIN_RUN: Final = 24

_RUN: Final = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,200000}={0,2}")
"""Longer runs are files, not sentences; only their beginning is read."""
_WRAPPED: Final = re.compile(
    r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/]{16,76}\r?\n[ \t]{0,8}){1,9999}[A-Za-z0-9+/]{2,76}={0,2}(?![A-Za-z0-9+/_-])"
)
_ALPHABET_32: Final = re.compile(r"[A-Z2-7]+")
_SPELLED: Final = re.compile(r"(?<![^\W_])(?:[^\W_][ .\-_*·|]{1,2}){7,}[^\W_](?![^\W_])")
_GAP: Final = re.compile(r"[\W_]+")
_LINE: Final = re.compile(r"[^\n]{1,4000}")
_TURNED: Final = ("vtaber", "vafgehpgvba", "cerivbhf", "qvfertneq", "flfgrz", "cebzcg")
_TURNED_RAW: Final = tuple(sign.encode() for sign in _TURNED)
_REVERSED: Final = ("erongi", "noitcurtsni", "suoiverp", "drageresid", "metsys", "tpmorp", "tnatsissa", "yletaidemmi")
_REVERSED_RAW: Final = tuple(sign.encode() for sign in _REVERSED)
_HEX_ONLY: Final = re.compile(r"[0-9a-fA-F]+")

_CLASSES: Final = bytes(
    0x62 if chr(c).isascii() and (chr(c).isalnum() or chr(c) in "+/_-") else 0x20 for c in range(256)
)
_LINE_OF: Final = b"b" * 16
_TWO_LINES: Final = _LINE_OF + b" " + _LINE_OF
_SINGLES: Final = bytes(0x61 if c > 127 or chr(c).isalnum() else 0x20 for c in range(256))


def has_runs(raw: bytes) -> bool:
    """Whether there is a run, or a row of codes, long enough to hold an encoded sentence."""
    spaced = raw.translate(_CLASSES)
    if _LINE_OF in spaced and (b"b" * MIN_RUN in spaced or _TWO_LINES in spaced):
        return True
    return has_codes(raw)


def has_spelled(raw: bytes) -> bool:
    """Whether single letters follow each other."""
    return b" a a a a a a " in raw.translate(_SINGLES)


def decoded_runs(source: Mapped) -> Iterator[Mapped]:
    """Read every long run of base64, base32, hex or character codes that turns out to be text."""
    for m in _RUN.finditer(source.text):
        inner = _hex(m[0]) or _base32(m[0]) or _base64(m[0])
        if inner:
            yield source.decoded(m.start(), m.end(), inner)
    for m in _WRAPPED.finditer(source.text):
        inner = _base64("".join(m[0].split()))
        if inner:
            yield source.decoded(m.start(), m.end(), inner)
    for start, end, data in coded_runs(source):
        inner = _readable(data)
        if inner:
            yield source.decoded(start, end, inner)


def _base32(run: str) -> str:
    body = run.rstrip("=")
    if not _ALPHABET_32.fullmatch(body):
        return ""
    try:
        return _readable(base64.b32decode(body + "=" * (-len(body) % 8)))
    except (binascii.Error, ValueError):
        return ""


def _base64(run: str) -> str:
    body = run.rstrip("=").replace("-", "+").replace("_", "/")
    body = body[: len(body) - (len(body) % 4 == 1)]
    try:
        return _readable(base64.b64decode(body + "=" * (-len(body) % 4)))
    except (binascii.Error, ValueError):
        return ""


def _hex(run: str) -> str:
    if len(run) % 2 or not _HEX_ONLY.fullmatch(run):
        return ""
    return _readable(bytes.fromhex(run))


def _readable(data: bytes) -> str:
    """The text, or nothing when it is not one: too few letters and spaces, or not UTF-8."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return ""
    head = text[:400]
    good = sum(c.isalpha() or c == " " for c in head)
    if _RUN.fullmatch(text.strip()):
        return text  # encoded once more
    return text if " " in head and good >= 0.75 * len(head) else ""


def respelled(source: Mapped) -> Iterator[Mapped]:
    """Join letters that were set apart: `i g n o r e  a l l` reads `ignore all`."""
    for m in _SPELLED.finditer(source.text):
        run = source.part(*m.span())
        gaps = list(_GAP.finditer(run.text))
        signs = any(g[0] != " " and len(g[0]) == 1 for g in gaps)  # then a single space is one between words
        yield run.edited((*g.span(), " " if len(g[0]) > 1 or (signs and g[0] == " ") else "") for g in gaps)


def has_rot13(raw: bytes) -> bool:
    """Whether words that instructions are made of stand there turned."""
    lowered = raw.lower()
    return sum(map(lowered.__contains__, _TURNED_RAW)) > 1


def rot13(source: Mapped) -> Iterator[Mapped]:
    """Turn each letter of the lines that look turned by thirteen."""
    for m in _LINE.finditer(source.text):
        if any(sign in m[0].lower() for sign in _TURNED):
            line = source.part(*m.span())
            yield line.edited([(0, len(line.text), codecs.encode(line.text, "rot13"))])


def has_reversed(raw: bytes) -> bool:
    """Whether words that instructions are made of stand there from right to left."""
    lowered = raw.lower()
    return sum(map(lowered.__contains__, _REVERSED_RAW)) > 1


def reversed_lines(source: Mapped) -> Iterator[Mapped]:
    """Turn the lines that look reversed: as a whole, and word by word."""
    for m in _LINE.finditer(source.text):
        if any(sign in m[0].lower() for sign in _REVERSED):
            yield source.decoded(*m.span(), m[0][::-1])
            yield source.decoded(*m.span(), " ".join(word[::-1] for word in m[0].split(" ")))
