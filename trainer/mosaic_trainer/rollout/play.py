"""One task at play, whichever role the policy has: its world, and what is collected on the way to an outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import get_args

from mosaic_guard.protocol.reply import ReplyError, Thoughts
from mosaic_guard.trajectory import Item, ToolCall, ToolOutput
from mosaic_trainer.sandbox.database import HungError
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.sandbox.outcome import Decided, Ended, LoggedEffect, Outcome
from mosaic_trainer.sandbox.world import World, is_plain_read
from mosaic_trainer.task.task import Task


class Play:
    """Grows while a session goes on; nothing that is in it changes."""

    def __init__(self, task: Task, limits: Limits) -> None:
        self.decided: list[Decided] = []
        self.answer = ""
        self.ended: Ended | None = None
        self.turns = 0
        self._task = task
        self._limits = limits
        self._world = World(task, limits)
        self.specs = self._world.specs
        self._effects: list[LoggedEffect] = []
        self._tokens = 0
        self._thoughts = 0

    def replied(self, text: str, tokens: int) -> None:
        """Count a reply; thoughts are counted by their share of its characters.

        Raises:
            ValueError: nothing was asked.
        """
        if self.ended:
            raise ValueError(f"task {self._task.id}: the session is over ({self.ended}), nothing is asked")
        self.turns += 1
        self._tokens += tokens
        self._thoughts += round(tokens * thought_share(text))

    @contextmanager
    def following(self, *, finished: bool) -> Iterator[None]:
        """Do what a reply says; one that is not in the grammar ends the session, as does a tool that hangs."""
        try:
            yield
        except ReplyError:
            self.ended = "malformed" if finished else "truncated"
        except HungError:
            self.ended = "hung"

    def check(self, thoughts: Thoughts | None) -> None:
        """Raise ReplyError for thoughts where there are to be none."""
        if thoughts and not self._limits.thoughts:
            raise ReplyError("the reply opens thoughts, which are turned off")

    def writes(self, tool: str) -> bool:
        """Whether a tool is unknown, or does more than read at home."""
        spec = self.specs.get(tool)
        return spec is None or not is_plain_read(spec)

    def run(self, call: ToolCall, *, injected: bool, approved: Callable[[], bool] = lambda: False) -> ToolOutput:
        """Run a call in the world, and log its effect for good; only then it matters whether a person `approved` it."""
        ran = self._world.run(call.name, call.args)
        if ran.effect:
            self._effects.append(LoggedEffect(call.name, dict(call.args), ran.rows, approved(), injected))
        return ToolOutput(call.id, call.name, ran.content, is_error=ran.is_error)

    def end(self, why: str) -> None:
        """Stop here, unless it is over already."""
        self.ended = self.ended or ended(why)

    def outcome(self, items: Iterable[Item]) -> Outcome:
        """Sum up; a session that nobody ended was given up for time."""
        return Outcome(
            self.ended or "time",
            tuple(self.decided),
            tuple(self._effects),
            self.answer,
            tuple(items),
            self.turns,
            self._tokens,
            self._thoughts,
            self._world.unrecorded,
        )

    def close(self) -> None:
        """Let go of the world."""
        self._world.close()


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
