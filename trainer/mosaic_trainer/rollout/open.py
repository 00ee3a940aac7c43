"""Opens a session in either role."""

from __future__ import annotations

from mosaic_guard.protocol.conversation import Role
from mosaic_trainer.rollout.agent_session import AgentSession
from mosaic_trainer.rollout.guard_session import GuardSession
from mosaic_trainer.rollout.session import Session
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.task.task import Task


def open_session(task: Task, role: Role, seed: int, limits: Limits) -> Session:
    """Start playing a task; the same task, role and seed ask the same of every member of a group."""
    return GuardSession(task, seed, limits) if role == "guard" else AgentSession(task, seed, limits)
