"""Reads a request as sentences of words that matter: which parts each plays, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from mosaic_guard.policies.prompt.amount import is_large

_TOKEN: Final = re.compile(
    r"[^\W_\u2e80-\uffff]+(?:[.,'][^\W_\u2e80-\uffff]+)*|(?:(?![\0-\u2e7f])[^\W_])+"  # 付款50000元 is three
    r"|[.!?;\n\u3002\uff01\uff1f\uff1b]+|[$\u20ac\u00a3\u00a5]"
)
_ENDS: Final = frozenset(".!?;\n\u3002\uff01\uff1f\uff1b")
_CJK: Final = "\u2e80"
_IDEOGRAM: Final = re.compile(r"[\u2e81-\uffff]")


class Word(NamedTuple):
    """A word or phrase that matters, with its place."""

    at: int
    """Which token of the text it begins at, and which it ends with."""
    last: int
    parts: int
    """The parts it plays, one bit each."""


Phrases = tuple[tuple[tuple[str, ...], int], ...]


class Lexicon:
    """Phrases by their first word, each with the parts it plays; where several fit, the longest is read.

    Args:
        tables: lists of phrases by part, in any language; those of `actions` are also known by their form in -ing,
            those of `things` by their plural.
        idioms: phrases that mean something else than their words.
    """

    def __init__(
        self,
        *tables: Mapping[str, str],
        actions: Mapping[str, str],
        things: Mapping[str, str],
        idioms: str,
    ) -> None:
        names = sorted({"large", *(part for table in (*tables, actions, things) for part in table)})
        self._bits = {name: 1 << i for i, name in enumerate(names)}
        self._large = self._bits["large"]
        found: dict[tuple[str, ...], int] = {}
        for part, phrase in _entries(*tables, actions, things):
            for form in _forms(phrase, verb=part in actions, noun=part in things):
                found[form] = found.get(form, 0) | self._bits[part]
        for _, idiom in _entries({"": idioms}):
            found[idiom] = 0
        by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for phrase in sorted(found, key=len, reverse=True):
            by_first.setdefault(phrase[0], []).append((phrase[1:], found[phrase]))
        self._phrases: dict[str, Phrases] = {first: tuple(rest) for first, rest in by_first.items()}

    def mask(self, names: Iterable[str]) -> int:
        """The bits of some parts."""
        return sum(self._bits[name] for name in set(names))

    def sentences(self, text: str) -> list[list[Word]]:
        """Read the words that matter, sentence by sentence; those without any are left out."""
        lower = _lowered(text)
        tokens = _TOKEN.findall(lower)
        if not lower.isascii() and _IDEOGRAM.search(lower):
            tokens = [c for token in tokens for c in (token if token[0] > _CJK else (token,))]
        phrases = self._phrases
        done: list[list[Word]] = []
        words: list[Word] = []
        skip_to = 0
        for i in [i for i, token in enumerate(tokens) if token in phrases or token[0] < "@" or token[0] in _ENDS]:
            token = tokens[i]
            if token[0] in _ENDS:
                if words:
                    done.append(words)
                words = []
            elif i >= skip_to:
                word = self._word(tokens, i)
                if word is not None:
                    skip_to = word.last + 1
                    if word.parts:
                        words.append(word)
        return [*done, words] if words else done

    def _word(self, tokens: list[str], i: int) -> Word | None:
        for rest, parts in self._phrases.get(tokens[i], ()):
            if not rest or tuple(tokens[i + 1 : i + 1 + len(rest)]) == rest:
                return Word(i, i + len(rest), parts)
        return Word(i, i, self._large) if tokens[i][0].isdigit() and is_large(tokens, i) else None


def places(text: str) -> list[tuple[int, int]]:
    """Where each token stands: offsets in the text."""
    found: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(_lowered(text)):
        start, end = match.span()
        if match[0][0] > _CJK:
            found += [(at, at + 1) for at in range(start, end)]
        else:
            found.append((start, end))
    return found


def _lowered(text: str) -> str:
    """Lower case, plain apostrophes and no possessive, each character at its place."""
    lower = text.lower()
    if len(lower) != len(text):  # a capital I with a dot grows when lowered
        lower = text.replace("İ", "I").lower()
    if not lower.isascii():
        lower = lower.replace("\u2019", "'")
    return lower.replace("'s", "  ")


def _entries(*tables: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for table in tables:
        for part, phrases in table.items():
            for phrase in phrases.split(","):
                words = tuple(_words(phrase))
                if words:
                    yield part, words


def _words(phrase: str) -> Iterator[str]:
    for token in _TOKEN.findall(" ".join(_lowered(phrase).split())):
        yield from token if token[0] > _CJK else (token,)


def _forms(phrase: tuple[str, ...], *, verb: bool, noun: bool) -> Iterable[tuple[str, ...]]:
    yield phrase
    first, last = phrase[0], phrase[-1]
    if verb and first.isascii():
        stem = first.removesuffix("e")
        yield (stem + "ing", *phrase[1:])
        yield (stem + stem[-1] + "ing", *phrase[1:])
    if noun and last.isascii():
        yield (*phrase[:-1], last + "s")
        yield (*phrase[:-1], last[:-1] + "ies" if last.endswith("y") else last + "es")
        if last.endswith("s") and len(last) > 4:
            yield (*phrase[:-1], last[:-1])
