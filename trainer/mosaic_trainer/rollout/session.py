"""The seat of a session: one task being played, in either role. It asks; whoever samples replies."""

from __future__ import annotations

from typing import Protocol

from mosaic_guard.protocol.conversation import Conversation
from mosaic_trainer.sandbox.outcome import Outcome


class Session(Protocol):
    """One task at play. Its conversation only ever grows, so that one rollout is one sequence."""

    @property
    def conversation(self) -> Conversation | None:
        """What the policy has to reply to now; None when it is over."""

    @property
    def form(self) -> str:
        """Regular expression of the reply that is due, for engines that constrain what they sample."""

    def reply(self, text: str, *, finished: bool, tokens: int = 0) -> None:
        """Take the policy's reply, verbatim; `finished` is False when it ran out of tokens."""

    def end(self, why: str) -> None:
        """Stop here: `time`, `context` or `steps`."""

    def outcome(self) -> Outcome:
        """Tell what happened."""

    def close(self) -> None:
        """Let go of the world."""
