"""A generator that says what it is told to: for tests, and for demonstrations."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator

from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.generator import GeneratorFailure, Prompt, Sample


class ScriptedGenerator:
    """Answers at once.

    Args:
        replies: from the text of a prompt to the reply; may raise GeneratorFailure.
        encoder: spells them.
    """

    def __init__(self, replies: Callable[[str], str], encoder: Encoder) -> None:
        self.version = "scripted"
        self.prompts: list[Prompt] = []
        """All that it was asked."""
        self._encoder = encoder
        self._replies = replies
        self._pending: deque[tuple[int, Prompt]] = deque()

    def submit(self, ticket: int, prompt: Prompt) -> None:
        """Ask for a reply."""
        self.prompts.append(prompt)
        self._pending.append((ticket, prompt))

    def completed(self) -> Iterator[tuple[int, Sample | GeneratorFailure]]:
        """Give the replies in the order in which they were asked for."""
        while self._pending:
            ticket, prompt = self._pending.popleft()
            yield ticket, self._said(prompt)

    def update(self, adapter: str, version: str) -> None:  # noqa: ARG002  # a script has no weights
        """Be another version, which says the same."""
        self.version = version

    def close(self) -> None:
        """Forget what is pending."""
        self._pending.clear()

    def _said(self, prompt: Prompt) -> Sample | GeneratorFailure:
        if time.monotonic() > prompt.deadline:
            return GeneratorFailure("out of time")
        try:
            ids = self._encoder.encode(self._replies(self._encoder.decode(prompt.ids)))
        except GeneratorFailure as error:
            return error
        return Sample(
            ids[: prompt.max_tokens], (0.0,) * min(len(ids), prompt.max_tokens), len(ids) <= prompt.max_tokens
        )
