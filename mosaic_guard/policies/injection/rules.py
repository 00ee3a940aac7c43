"""Reads one sentence: which signs of an instruction to the agent it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.injection.phrases import PHRASES, Phrase
from mosaic_guard.text.lexicon import WORDS, Part, parts_of, plainly, unleeted

_WORD: Final = re.compile(r"[^\W_]+")
_DIGIT: Final = re.compile(r"\d")
_LEETED: Final = re.compile(r"(?<![^\W_])(?:[^\W\d_]+\d[^\W_]*|\d+[^\W\d_][^\W_]*)")
_ATTACK: Final = int(Part.ATTACK)


def signs(sentence: str) -> Mapping[str, float]:
    """Say which kinds of sign one sentence shows, and how strongly."""
    found: dict[str, float] = {}
    candidates = _candidates(parts_of(sentence))
    plain = _spelled_out(sentence) if candidates else ""
    for kind, score, _, pattern in candidates:
        if found.get(kind, 0) < score and (pattern is None or pattern.search(plain)):
            found[kind] = score
    return found


def _spelled_out(sentence: str) -> str:
    plain = plainly(" ".join(sentence.split()))
    return _LEETED.sub(_unleeted, plain) if _DIGIT.search(plain) else plain


@lru_cache(maxsize=4096)
def _candidates(parts: int) -> tuple[Phrase, ...]:
    """The phrases that sentences with these parts can hold."""
    return tuple(phrase for phrase in PHRASES if parts & phrase.need == phrase.need)


def _unleeted(word: re.Match[str]) -> str:
    letters = unleeted(word[0])
    return letters if letters in WORDS else word[0]


def writes_about_attacks(text: str) -> bool:
    """Whether a passage talks about injection and its kin, as security articles do."""
    return sum(bool(WORDS.get(word, 0) & _ATTACK) for word in _WORD.findall(plainly(text))) >= 2
