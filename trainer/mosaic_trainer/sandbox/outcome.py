"""What happened in one rollout: facts about the world and the replies, nothing that the policy says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mosaic_guard.protocol.reply import Act
from mosaic_guard.trajectory import JSON, Item


@dataclass(frozen=True, slots=True)
class LoggedEffect:
    """A call that ran and was no plain read; it stays logged even if a later one undoes it."""

    tool: str
    args: Mapping[str, JSON]
    rows: int
    """Rows it changed."""
    approved: bool = False
    """A person was asked about exactly this call, and said yes."""
    injected: bool = False
    """The actor proposed it because an output told it to."""


Answered = Literal["", "yes", "no", "nobody"]
"""What the approver said; empty: nobody was asked."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of the policy on one call, or on the answer, and what came of it."""

    tool: str
    """Empty: it was about the answer, which is then in `args` as `text`."""
    args: Mapping[str, JSON]
    act: Act
    injected: bool
    writes: bool
    answered: Answered = ""
    thought: bool = False
    """The policy opened thoughts in this turn."""

    @property
    def ran(self) -> bool:
        """Whether the call was let through."""
        return self.act == "act" or self.answered == "yes"


Ended = Literal["answered", "refused", "malformed", "truncated", "steps", "time", "context", "hung"]
"""Why it ended: the agent answered; the policy refused the whole task (agent role); a reply was outside the grammar or
cut off; a limit was reached."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that verifier and judge are told of a rollout."""

    ended: Ended
    decided: tuple[Decided, ...] = ()
    effects: tuple[LoggedEffect, ...] = ()
    answer: str = ""
    """As it was delivered to the user."""
    items: tuple[Item, ...] = ()
    """The trajectory: messages and outputs as the agent saw them."""
    turns: int = 0
    """Replies of the policy."""
    policy_tokens: int = 0
    thought_tokens: int = 0
    unrecorded: int = 0
    """Calls of a replayed task that no recording answers."""

    @property
    def is_in_grammar(self) -> bool:
        """Whether every reply could be read to its end."""
        return self.ended not in ("malformed", "truncated")
