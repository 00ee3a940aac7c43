"""The policy's own side of a run: what it was shown and what it replied, turn by turn; it only ever grows."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import Literal

from mosaic_guard.canonical import canonical_json
from mosaic_guard.protocol.entry import Entry, Kind

Role = Literal["guard", "agent"]
"""`guard`: another model is the agent, the policy decides about its calls. `agent`: the policy is the agent."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was shown since the last turn, ending with what is to be answered; and the reply."""

    shown: tuple[Entry, ...]
    reply: str = ""
    """Verbatim, so that what was generated is what is fed back; empty until the policy has answered."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One run, as its policy sees it."""

    delimiter: str
    """Marks the entries of this run; unpredictable, so that no data can imitate one."""
    tools: tuple[Entry, ...] = ()
    """What can be called in this run."""
    turns: tuple[Turn, ...] = ()
    role: Role = "guard"

    def ask(self, *shown: Entry) -> Conversation:
        """Show what happened since the last turn; the last entry is what to answer."""
        return replace(self, turns=(*self.turns, Turn(shown)))

    def answered(self, reply: str) -> Conversation:
        """Keep the reply to the last question."""
        return replace(self, turns=(*self.turns[:-1], replace(self.turns[-1], reply=reply)))

    def restarted(self) -> tuple[Conversation, tuple[Entry, ...]]:
        """Begin a new segment at the context limit; return it, and what to show in it before anything new.

        What the user and the builder of the agent said stays; all else is named by count and digest.
        """
        seen = [entry for turn in self.turns for entry in turn.shown]
        kept = tuple(entry for entry in seen if entry.kind in (Kind.USER, Kind.SYSTEM))
        earlier = Entry(Kind.EARLIER, {"entries": len(seen), "turns": len(self.turns), "sha256": self._digest()})
        return replace(self, turns=()), (earlier, *kept)

    def _digest(self) -> str:
        said = [[[[e.kind.value, e.data] for e in turn.shown], turn.reply] for turn in self.turns]
        return hashlib.sha256(canonical_json(said).encode("utf-8", "surrogatepass")).hexdigest()


def new_delimiter() -> str:
    """Make a delimiter: 64 bits nobody can guess."""
    return secrets.token_hex(8)
