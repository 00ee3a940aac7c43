"""The deterministic detector: reads sentence by sentence, and lets signs that stand together add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from mosaic_guard.policies.injection.addressed import addressed
from mosaic_guard.policies.injection.detector import Hit
from mosaic_guard.policies.injection.mimicry import mimicry
from mosaic_guard.policies.injection.phrases import ENOUGH
from mosaic_guard.policies.injection.rules import signs, writes_about_attacks
from mosaic_guard.policies.injection.sieve import windows
from mosaic_guard.text.segments import segment_at, sentences

FAINT: Final = 0.2
"""Hits below this score are not reported at all."""
_AROUND: Final = 400
"""How far around a sign fainter ones are looked for."""
_NEAR: Final = 200
"""Signs at most this far apart belong together."""
_QUOTED: Final = 0.65
"""What counts at most where somebody writes about attacks."""
MAX_HITS: Final = 2000
_REPORTED: Final = re.compile(
    r"\b(?:say|says|said|saying|like|as|ask|asks|asked|write|writes|wrote|reads?|claims?|claimed|phrases?|words|e\.g\.)"
    r"[,:]? [\"\u201c\u201e\u00ab]([^\"\u201c\u201d\u00bb]{1,300})[\"\u201d\u00bb]"
)
_DIVIDES: Final = re.compile(r"\n|</\w")
_FAINTLY: Final = 0.4
_SCATTERED: Final = 0.45
"""What signs fainter than that count together at most, unless they stand in one place."""
_AS_REPORTED: Final = 0.2
"""What a sign counts in words that are reported."""


class _Signed(NamedTuple):
    start: int
    end: int
    signs: Mapping[str, float]


def _place(one: _Signed) -> tuple[int, int]:
    return one.start, one.end


class Rules:
    """Detects by rules: about words (`lexicon`), sentences (`rules`), whom they mean (`addressed`), and `mimicry`."""

    fingerprint = "rules-3"

    def scan(self, text: str) -> Sequence[Hit]:
        """Return what instructs, in order; signs near each other are one hit."""
        others = (_Signed(h.start, h.end, {h.kind: h.score}) for h in (*mimicry(text), *addressed(text)))
        signed = sorted([*_sentences(text), *others], key=_place)
        return [_hit(text, group) for group in _groups(signed)][:MAX_HITS]


def _sentences(text: str) -> Iterator[_Signed]:
    for start, end in windows(text):
        left = segment_at(text, start, start)[0]
        found = list(_read(text, left, end))
        if any(value >= ENOUGH and kind != "imperative" for one in found for kind, value in one.signs.items()):
            found = list(_read(text, max(0, left - _AROUND), min(len(text), end + _AROUND)))
        yield from found


def _read(text: str, start: int, end: int) -> Iterator[_Signed]:
    for left, right in sentences(text, start, end):
        found = signs(text[left:right])
        if found:
            yield _Signed(left, right, _as_said(text[left:right], found))


def _as_said(sentence: str, found: Mapping[str, float]) -> Mapping[str, float]:
    """Discount what a sentence only reports: `a caller who says "ignore what the bank told you" is no banker`."""
    reported = _REPORTED.search(sentence)
    if not reported:
        return found
    own = signs(sentence[: reported.start(1)] + sentence[reported.end(1) :])
    return {kind: max(own.get(kind, 0.0), score * _AS_REPORTED) for kind, score in found.items()}


def _groups(signed: Sequence[_Signed]) -> Iterator[Sequence[_Signed]]:
    group: list[_Signed] = []
    reach = 0
    for one in signed:
        if group and one.start - reach > _NEAR:
            yield group
            group = []
        group.append(one)
        reach = max(reach, one.end)
    if group:
        yield group


def _share_a_place(group: Sequence[_Signed]) -> bool:
    """Whether a chat label or token stands in a sentence with signs of its own."""
    return any(b.start < a.end for a, b in pairwise(group))


def _hit(text: str, group: Sequence[_Signed]) -> Hit:
    best: dict[str, float] = {}
    for one in group:
        for kind, value in one.signs.items():
            best[kind] = max(value, best.get(kind, 0))
    doubt = 1.0
    for value in best.values():
        doubt *= 1 - value
    end = max(one.end for one in group)
    total = 1 - doubt
    if max(best.values()) < _FAINTLY and not _share_a_place(group):
        total = min(total, _SCATTERED)
    if total > _QUOTED and writes_about_attacks(text[max(0, group[0].start - 600) : end + 600]):
        total = _QUOTED
    return Hit(_start(text, group), end, total, max(best, key=best.__getitem__))


def _start(text: str, group: Sequence[_Signed]) -> int:
    """Where the first telling sign stands, or a fainter one that leads up to it in the same line and element."""
    first = next((i for i, one in enumerate(group) if _tells(one.signs)), 0)
    while first and max(group[first - 1].signs.values()) > FAINT:
        if _DIVIDES.search(text, group[first - 1].start, group[first].start):
            break
        first -= 1
    return group[first].start


def _tells(signs: Mapping[str, float]) -> bool:
    return any(score > FAINT and (kind != "imperative" or score >= _FAINTLY) for kind, score in signs.items())
