"""A backend that says what a test wrote."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from mosaic_guard.backends.base import Completion, Health, Request, Token


class ScriptedBackend:
    """Gives replies in order, then the last one for ever; an exception among them is raised.

    A reply is a text, or a text with the probability of each of its decision letters.
    """

    fingerprint = "scripted"

    def __init__(
        self, replies: Iterable[str | tuple[str, float] | Exception], *, health: Health = "ok", finished: bool = True
    ) -> None:
        self._replies = list(replies)
        self._finished = finished
        self.health: Health = health
        self.requests: list[Request] = []

    def complete(self, request: Request) -> Completion:
        """Give the next reply."""
        self.requests.append(request)
        said = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(said, Exception):
            raise said
        text, sure = said if isinstance(said, tuple) else (said, 1.0)
        return Completion(text, self._finished, tuple(_tokens(text, sure)), model="scripted")

    def stream(self, request: Request) -> Iterator[str | Completion]:
        """Give the next reply character by character, then as a whole."""
        done = self.complete(request)
        yield from done.text
        yield done

    def control_tokens(self) -> frozenset[str]:
        """Have none."""
        return frozenset()


def _tokens(text: str, sure: float) -> Iterable[Token]:
    for character in text:
        others = [c for c in "AVR" if c != character]
        rest = [(c, math.log((1 - sure) / len(others))) for c in others] if sure < 1 else []
        yield Token(character, math.log(sure), ((character, math.log(sure)), *rest))
