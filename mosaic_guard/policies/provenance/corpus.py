"""Texts of one origin and an index of them: which passages hold a key, without reading them again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from mosaic_guard.locks import Lock
from mosaic_guard.policies.provenance.keys import MOMENT, NUMBER, keys

_PASSAGE: Final = 16_000
_OVERLAP: Final = 400
_EDGE: Final = re.compile(r"\s")
_KEYS_AT_LEAST: Final = 4096
_CHARS_PER_KEY: Final = 50
"""A text with more keys than this allows is not indexed to its end, so that the index stays in proportion to it."""
MOST_TRIED: Final = 256
"""Passages with the rarest key, the newest, among which the others are looked for."""


class Passage(NamedTuple):
    """A stretch of a text that is looked at as a whole."""

    source: str
    path: str
    whole: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """What it says."""
        return self.whole[self.start : self.end]


class _Text(NamedTuple):
    """A text that nobody has looked for anything in yet."""

    source: str
    path: str
    whole: str
    hidden: frozenset[str]
    unmasked: bool


class Corpus:
    """Texts, indexed by key once somebody looks for something: many runs never ask what untrusted text said."""

    __slots__ = ("_lock", "_numbers", "_passages", "_postings", "_unindexed", "_waiting")

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[_Text] = deque()
        self._passages: list[Passage] = []
        self._postings: dict[str, int | list[int]] = {}
        self._unindexed: list[Passage] = []
        self._numbers: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._waiting or self._passages or self._unindexed)

    def add(
        self, source: str, path: str, text: str, *, hidden: frozenset[str] = frozenset(), unmasked: bool = False
    ) -> None:
        """Take in a text; nothing will be found by the `hidden` keys."""
        self._waiting.append(_Text(source, path, text, hidden, unmasked))

    @property
    def passages(self) -> Collection[Passage]:
        """All that was said, in passages."""
        self._indexed()
        return (*self._passages, *self._unindexed)

    @property
    def numbers(self) -> Collection[str]:
        """The keys of all numbers."""
        self._indexed()
        return self._numbers

    def _indexed(self) -> Mapping[str, int | list[int]]:
        """The passages by key, all texts read. Reading it needs no lock: what is added later only lengthens it."""
        if self._waiting:
            with self._lock:
                while self._waiting:
                    self._read(self._waiting[0])
                    self._waiting.popleft()  # only now, so that nobody finds the line empty and the text unread
        return self._postings

    def _read(self, text: _Text) -> None:
        budget = max(_KEYS_AT_LEAST, len(text.whole) // _CHARS_PER_KEY)
        before = len(self._postings)
        for start, end in _cuts(text.whole):
            passage = Passage(text.source, text.path, text.whole, start, end)
            if len(self._postings) - before > budget:
                self._unindexed.append(passage)
            else:
                self._index(passage, keys(passage.text, unmasked=text.unmasked).difference(text.hidden))

    def _index(self, passage: Passage, found: set[str]) -> None:
        number = len(self._passages)
        self._passages.append(passage)
        postings = self._postings
        for key in found:
            known = postings.get(key)
            if known is None:
                postings[key] = number
                if key[0] == NUMBER:
                    self._numbers.add(key)
            elif isinstance(known, int):
                postings[key] = [known, number]
            else:
                known.append(number)

    def has(self, key: str) -> bool:
        """Whether any passage holds `key`."""
        return key in self._indexed()

    def holding(self, wanted: Collection[str], *, tried: int = MOST_TRIED) -> Iterator[Passage]:
        """Yield the passages that hold all of the keys, newest first; what could not be indexed is read."""
        lists = [self._places(key) for key in wanted]
        rarest = min(lists, key=len, default=[])
        for number in rarest[: -tried - 1 : -1]:
            if all(_holds(one, number) for one in lists):
                yield self._passages[number]
        plain = [key for key in wanted if key[0] not in (NUMBER, MOMENT)]
        for passage in reversed(self._unindexed):
            if all(key in passage.text.lower() for key in plain):
                yield passage

    def frequency(self, key: str) -> int:
        """How many passages hold `key`."""
        return len(self._places(key))

    def _places(self, key: str) -> list[int]:
        found = self._indexed().get(key)
        return [] if found is None else [found] if isinstance(found, int) else found


def _holds(numbers: list[int], number: int) -> bool:
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while True:
        end = _cut(text, start + _PASSAGE + _OVERLAP)
        yield start, end
        if end >= len(text):
            return
        start = _cut(text, start + _PASSAGE)


def _cut(text: str, at: int) -> int:
    """The first white space from `at` on, so that no word is cut into two others."""
    if at >= len(text):
        return len(text)
    edge = _EDGE.search(text, at, at + _OVERLAP // 2)
    return edge.start() if edge else at
