"""Text inside text: base64, hex, rot13, spelled-out letters."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.text.mapped import Edit, Mapped

MIN_RUN: Final = 24
MAX_RUN: Final = 200_000
"""Longer runs are files, not sentences; only their beginning is read."""

_RUN: Final = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,200000}={0,2}")
_SPELLED: Final = re.compile(r"(?<![^\W_])(?:[^\W_][ .\-_*·|]{1,2}){7,}[^\W_](?![^\W_])")
_HEX_ONLY: Final = re.compile(r"[0-9a-fA-F]+")

_CLASSES: Final = bytes(
    0x62 if chr(c).isascii() and (chr(c).isalnum() or chr(c) in "+/_-") else 0x20 for c in range(256)
)
_SINGLES: Final = bytes(0x61 if c > 127 or chr(c).isalnum() else 0x20 for c in range(256))


def has_runs(raw: bytes) -> bool:
    """Whether there is a run long enough to hold an encoded sentence."""
    return b"b" * MIN_RUN in raw.translate(_CLASSES)


def has_spelled(raw: bytes) -> bool:
    """Whether single letters follow each other."""
    return b" a a a a a a " in raw.translate(_SINGLES)


def decoded_runs(source: Mapped) -> Iterator[Mapped]:
    """Read every long base64 or hex run that turns out to be text."""
    for m in _RUN.finditer(source.text):
        inner = _hex(m[0]) or _base64(m[0])
        if inner:
            yield source.decoded(m.start(), m.end(), inner)


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
    return text if " " in head and good >= 0.75 * len(head) else ""


def respelled(source: Mapped) -> Mapped:
    """Join letters that were set apart: `i g n o r e` reads `ignore`; two spaces stay one."""
    edits = []
    for m in _SPELLED.finditer(source.text):
        step = 1
        start, end = m.span()
        i = start
        while i < end:
            width = 0
            while i + 1 + width < end and not source.text[i + 1 + width].isalnum():
                width += 1
            if width:
                edits.append(Edit(i + 1, i + 1 + width, "" if width == step else " "))
            i += 1 + width
    return source.edited(edits)


def rot13(source: Mapped) -> Mapped:
    """Turn each letter by thirteen."""
    turned = codecs.encode(source.text, "rot13")
    return source.edited([Edit(0, len(turned), turned)] if turned else [])
