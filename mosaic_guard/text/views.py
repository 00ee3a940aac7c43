"""The ways a text can be read: as written, without its disguises, without its tags, and what is encoded in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from mosaic_guard.text.encoded import decoded_runs, has_runs, has_spelled, respelled, rot13
from mosaic_guard.text.escapes import unescape
from mosaic_guard.text.fold import fold
from mosaic_guard.text.mapped import Mapped
from mosaic_guard.text.markup import hidden_regions, stripped, unicode_tags

MAX_DEPTH: Final = 3
"""Encodings inside encodings are opened this deep."""
_WINDOW: Final = 1 << 16
_ROT13_SIGNS: Final = (b"vtaber", b"vafgehpgvba", b"cerivbhf", b"qvfertneq", b"sbetrg ", b"flfgrz")


class View(NamedTuple):
    """One reading of a text."""

    mapped: Mapped
    disguise: str = ""
    """Why a person would not see it: `encoded`, `spelled`, `rot13`, or the kind of a `markup.Region`; else empty."""


def views(source: Mapped, depth: int = 0) -> Iterator[View]:
    """Yield each reading worth scanning; plain text has one, itself."""
    plain = unescape(fold(source))
    plain = plain if plain.source is None else fold(plain)
    disguise = "encoded" if depth else ""
    yield View(plain, disguise)
    yield from _hidden(source, plain)
    if "<" in plain.text and ">" in plain.text:
        yield View(stripped(plain), disguise)
    runs, spelled, turned = _signs(plain.text)
    if spelled:
        yield View(respelled(plain), "spelled")
    if turned:
        yield View(rot13(plain), "rot13")
    if runs and depth < MAX_DEPTH:
        for inner in decoded_runs(plain):
            yield from views(inner, depth + 1)


def _hidden(source: Mapped, plain: Mapped) -> Iterator[View]:
    if not source.text.isascii():
        for start, end in unicode_tags(source.text):
            yield View(fold(source.part(start, end)), "tags")
    for region in hidden_regions(plain.text):
        yield View(plain.part(region.start, region.end), region.kind)


def _signs(text: str) -> tuple[bool, bool, bool]:
    """Which costly readings this text gives a reason for. Works in windows, to stay small beside a large text."""
    runs = spelled = turned = False
    for start in range(0, len(text), _WINDOW):
        raw = text[start : start + _WINDOW + 64].encode("utf-8", "surrogatepass")
        runs = runs or has_runs(raw)
        spelled = spelled or has_spelled(raw)
        if not turned:
            lowered = raw.lower()
            turned = sum(sign in lowered for sign in _ROT13_SIGNS) > 1
    return runs, spelled, turned
