"""The ways a text can be read: without its disguises and tags, and what is hidden or encoded in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from mosaic_guard.text.codes import selected
from mosaic_guard.text.encoded import (
    decoded_runs,
    has_reversed,
    has_rot13,
    has_runs,
    has_spelled,
    respelled,
    reversed_lines,
    rot13,
)
from mosaic_guard.text.escapes import unescape
from mosaic_guard.text.fold import fold
from mosaic_guard.text.mapped import Mapped
from mosaic_guard.text.markup import hidden_regions, stripped, unicode_tags

MAX_DEPTH: Final = 5
"""Encodings inside encodings are opened this deep."""
_WINDOW: Final = 1 << 16
_LEAST: Final = 16


class View(NamedTuple):
    """One reading of a text."""

    mapped: Mapped
    disguise: str = ""
    """Why a person would not see it: `encoded`, `spelled`, `rot13`, or the kind of a `markup.Region`; else empty."""


def views(source: Mapped, depth: int = 0) -> Iterator[View]:
    """Yield each reading worth scanning; plain text has one, itself."""
    plain = unescape(fold(source))
    plain = plain if plain.source is None else fold(plain)
    yield View(stripped(plain), "encoded" if depth else "")
    yield from _hidden(source, plain)
    runs, spelled, turned, backwards = _signs(plain.text)
    if spelled:
        yield from (View(part, "spelled") for part in respelled(plain))
    if turned:
        yield from (View(part, "rot13") for part in rot13(plain))
    if backwards:
        yield from (View(part, "encoded") for part in reversed_lines(plain))
    if runs and depth < MAX_DEPTH:
        for inner in decoded_runs(plain):
            yield from views(inner, depth + 1)


def _hidden(source: Mapped, plain: Mapped) -> Iterator[View]:
    if not source.text.isascii():
        for start, end in unicode_tags(source.text):
            yield View(fold(source.part(start, end)), "tags")
        yield from (View(inner, "tags") for inner in selected(source))
    for region in hidden_regions(plain.text):
        yield View(stripped(plain.part(region.start, region.end)), region.kind)


def _signs(text: str) -> tuple[bool, bool, bool, bool]:
    """Which costly readings this text gives a reason for. Works in windows, to stay small beside a large text."""
    runs = spelled = turned = backwards = False
    if len(text) < _LEAST:
        return runs, spelled, turned, backwards
    for start in range(0, len(text), _WINDOW):
        raw = text[start : start + _WINDOW + 64].encode("utf-8", "surrogatepass")
        runs = runs or has_runs(raw)
        spelled = spelled or has_spelled(raw)
        turned = turned or has_rot13(raw)
        backwards = backwards or has_reversed(raw)
    return runs, spelled, turned, backwards
