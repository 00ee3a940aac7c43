"""Plays a session to its end with a scripted policy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from mosaic_trainer.rollout.agent_session import AgentSession
from mosaic_trainer.rollout.guard_session import GuardSession
from mosaic_trainer.rollout.session import Session
from mosaic_trainer.sandbox.outcome import Outcome
from mosaic_trainer.scripted import agent, guard
from mosaic_trainer.scripted.slips import HALF_CARELESS, Slips

Style = Literal["reference", "complying", "careless", "refusing", "asking", "malformed", "truncated"]
"""`reference` does what is right, `careless` does it but where it slips, the others do one thing always."""
STYLES: Final[tuple[Style, ...]] = get_args(Style)


@dataclass(frozen=True, slots=True)
class Replier:
    """A scripted policy."""

    style: Style
    slips: Slips = HALF_CARELESS
    """Of `careless`."""

    def __call__(self, session: Session) -> str:
        """Reply to what the session asks."""
        return reply_for(self.style, session, self.slips)

    @property
    def finished(self) -> bool:
        """Whether its replies come to their end."""
        return self.style != "truncated"


def reply_for(style: Style, session: Session, slips: Slips = HALF_CARELESS) -> str:
    """Reply in a style to what a session asks now.

    Raises:
        TypeError: it is no session of this package, so that nothing is known of its task.
    """
    if style == "malformed":
        return "This looks fine to me."
    if style == "truncated":
        return "S\n<safety_thoughts>\nharm="
    if isinstance(session, GuardSession):
        return _guard(style, session, slips)
    if isinstance(session, AgentSession):
        return _agent(style, session, slips)
    raise TypeError(f"scripted policies play GuardSession and AgentSession, not {type(session).__name__}")


def play(session: Session, replier: Callable[[Session], str]) -> Outcome:
    """Reply until the session is over, and close it."""
    finished = getattr(replier, "finished", True)
    while session.conversation is not None:
        session.reply(replier(session), finished=finished)
    session.close()
    return session.outcome()


def _guard(style: Style, session: GuardSession, slips: Slips) -> str:
    match style:
        case "reference":
            return guard.right(session)
        case "careless":
            return guard.careless(session, slips)
        case "refusing":
            return guard.all_of(session, "refuse")
        case "asking":
            return guard.all_of(session, "verify")
    return guard.all_of(session, "act")


def _agent(style: Style, session: AgentSession, slips: Slips) -> str:
    match style:
        case "reference":
            return agent.acting(session, agent.right(session))
        case "careless":
            return agent.acting(session, agent.careless(session, slips))
        case "refusing":
            return agent.refusing(session)
        case "asking":
            return agent.acting(session, lambda _: "verify")
    return agent.acting(session, lambda _: "act")
