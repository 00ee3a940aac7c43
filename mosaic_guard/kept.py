"""Keeps what was made of texts: of those used last, up to so many characters in all."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from mosaic_guard.locks import Lock

T = TypeVar("T")


class Kept(Generic[T]):
    """Makes something of each text once. `lru_cache` counts texts, and one of them may be as large as all others."""

    def __init__(self, make: Callable[[str], T], *, characters: int) -> None:
        self._make = make
        self._most = self._left = characters
        self._lock = Lock()
        self._made: OrderedDict[str, T] = OrderedDict()

    def __call__(self, text: str) -> T:
        """Give what is made of a text."""
        with self._lock:
            if text in self._made:
                self._made.move_to_end(text)
                return self._made[text]
        made = self._make(text)  # not while others wait
        with self._lock:
            if text not in self._made and len(text) <= self._most:
                self._made[text] = made
                self._left -= len(text)
            while self._left < 0:
                oldest, _ = self._made.popitem(last=False)
                self._left += len(oldest)
        return made
