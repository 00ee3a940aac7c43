"""Judges what the user asks for: harmful, risky or neither."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from mosaic_guard.assessment import Assessment, Finding, Label, Phase, Span, worst
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.prompt import languages, rules, things, words
from mosaic_guard.policies.prompt.decided import DECIDED
from mosaic_guard.policies.prompt.grammar import Grammar, Match
from mosaic_guard.policies.prompt.passing import PASSING
from mosaic_guard.policies.prompt.reading import Lexicon, places
from mosaic_guard.policies.prompt.rules import RULES


class PromptPolicy:
    """Labels a request by what it asks to do, to what, and how.

    English first; the gravest requests in German, French, Spanish and Chinese, too. It reads words, not meaning: a
    harmful aim that is hinted at, split over turns, coded or told in another language passes, and a harmless one put
    in harmful words is refused. The checks of calls do not rely on it.
    """

    name = "prompt"
    blocking = False
    phases = frozenset({Phase.PROMPT})

    def __init__(self) -> None:
        self.fingerprint = _fingerprint()
        self._grammar = _grammar()

    def assess(self, check: Check) -> Sequence[Assessment]:
        """Return one opinion on the text in hand."""
        signs = list(self._signs(check.text))
        label = worst(label for label, _ in signs)
        spots = places(check.text) if signs else []
        findings = tuple(_finding(found, match, spots, check.text) for found, match in signs)
        return [Assessment(self.name, label, harm=_HARM[label], findings=findings)]

    def _signs(self, text: str) -> Iterator[tuple[Label, Match]]:
        """The label of each match; a step milder in a story, a lesson or a long quotation; a gift may be secret."""
        own = _without_quotes(text)
        for quoted, part in ((False, own), (True, text)) if own != text else ((False, own),):
            matches, manners = self._grammar.read(part)
            for match in matches:
                secret_gift = match.rule.manner == "evasive" and "gift" in manners
                milder = quoted or ("lesson" in manners and not match.rule.firm)
                label = _MILDER[match.rule.label] if milder else match.rule.label
                if label is not Label.BENIGN and not secret_gift:
                    yield label, match


_MILDER: Final[Mapping[Label, Label]] = {Label.MALICIOUS: Label.SENSITIVE, Label.SENSITIVE: Label.BENIGN}
_HARM: Final[Mapping[Label, float]] = {Label.BENIGN: 0.0, Label.SENSITIVE: 0.5, Label.MALICIOUS: 0.9}
_QUOTED: Final = re.compile(r"\"[^\"]{40,}\"|“[^“”]{40,}”|```[^`]{10,}```|^>.*$", re.MULTILINE)


def _without_quotes(text: str) -> str:
    """Blank out what is pasted in, each character at its place: it is there to be worked on, not to be done."""
    if not any(mark in text for mark in ('"', "“", "```", ">")):
        return text
    return _QUOTED.sub(lambda m: " " * (m.end() - m.start()), text)


def _finding(label: Label, match: Match, spots: list[tuple[int, int]], text: str) -> Finding:
    start, end = spots[match.first][0], spots[match.last][1]
    quote = text[start : min(end, start + 200)]
    message = f"The request reads as {label} ({match.rule.code.replace('_', ' ')}): {quote!r}"
    return Finding(f"prompt_{match.rule.code}", message, span=Span("", "", start, end))


@cache
def _grammar() -> Grammar:
    """Read the tables once for all guards: they are large, and never change."""
    lexicon = Lexicon(
        words.MANNERS,
        languages.WORDS,
        languages.LATE_ACTIONS,
        actions=words.ACTIONS,
        things=things.THINGS,
        idioms=words.IDIOMS,
    )
    return Grammar(lexicon, RULES, ("evasive", "lesson", "gift"))


@cache
def _fingerprint() -> str:
    tables = (words, things, languages, rules)
    ways = [pattern.pattern for way in (*DECIDED.values(), *PASSING.values()) for pattern in way]
    content = repr([ways, *({k: v for k, v in vars(t).items() if k.isupper()} for t in tables)])
    return hashlib.sha256(content.encode()).hexdigest()[:12]
