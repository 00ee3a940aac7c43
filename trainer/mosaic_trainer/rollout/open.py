"""Opens a session in either role."""

from __future__ import annotations

from mosaic_guard.backends.base import InputFailure, Outage
from mosaic_guard.protocol.conversation import Role
from mosaic_trainer.rollout.acting import MakeActor
from mosaic_trainer.rollout.agent_session import AgentSession
from mosaic_trainer.rollout.guard_session import GuardSession
from mosaic_trainer.rollout.session import Session
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.task.task import Task


def open_session(task: Task, role: Role, *, seed: int, limits: Limits, actor: MakeActor | None = None) -> Session:
    """Start playing a task; the same task, role and seed ask the same of every member of a group.

    In guard role the task's script acts, unless there is another `actor`.
    """
    if role == "agent":
        return AgentSession(task, seed, limits)
    return GuardSession(task, seed, limits, actor(task, seed) if actor else None)


def asks(task: Task, role: Role, *, seed: int, limits: Limits, actor: MakeActor | None = None) -> bool:
    """Whether a task asks the policy anything; an actor that fails now will fail, and be masked, when it is played."""
    try:
        session = open_session(task, role, seed=seed, limits=limits, actor=actor)
    except (InputFailure, Outage):
        return True
    asked = session.conversation is not None
    session.close()
    return asked
