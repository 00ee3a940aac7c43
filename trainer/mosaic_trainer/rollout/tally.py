"""What a session counts and collects on its way to an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

from mosaic_guard.trajectory import JSON, Item
from mosaic_trainer.sandbox.outcome import Decided, Ended, LoggedEffect, Outcome


@dataclass(slots=True)
class Tally:
    """Grows while a session is played."""

    decided: list[Decided] = field(default_factory=list)
    effects: list[LoggedEffect] = field(default_factory=list)
    answer: str = ""
    ended: Ended | None = None
    turns: int = 0
    _tokens: int = 0
    _thoughts: int = 0

    def replied(self, text: str, tokens: int) -> None:
        """Count a reply; thoughts are counted by their share of its characters."""
        self.turns += 1
        self._tokens += tokens
        self._thoughts += round(tokens * thought_share(text))

    def took_effect(self, tool: str, args: Mapping[str, JSON], rows: int, *, approved: bool, injected: bool) -> None:
        """Log an effect, for good."""
        self.effects.append(LoggedEffect(tool, dict(args), rows, approved, injected))

    def outcome(self, items: tuple[Item, ...], unrecorded: int) -> Outcome:
        """Sum up; a session that nobody ended was given up for time."""
        return Outcome(
            self.ended or "time",
            tuple(self.decided),
            tuple(self.effects),
            self.answer,
            items,
            self.turns,
            self._tokens,
            self._thoughts,
            unrecorded,
        )


def thought_share(text: str) -> float:
    """The share of a reply that is thoughts."""
    _, opened, rest = text.partition("<safety_thoughts>")
    thoughts, closed, _ = rest.partition("</safety_thoughts>")
    return (len(opened) + len(thoughts) + len(closed)) / len(text) if text else 0.0


def ended(why: str) -> Ended:
    """Check why a session is stopped.

    Raises:
        ValueError: it is none of the reasons there are.
    """
    for known in get_args(Ended):
        if why == known:
            return known  # type: ignore[no-any-return]  # get_args gives what the type lists
    raise ValueError(f"a session ends by {', '.join(get_args(Ended))}, not {why!r}")
