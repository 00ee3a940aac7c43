"""Where a session in agent role stands: which calls of the task were made or asked about, and what is left."""

from __future__ import annotations

from dataclasses import dataclass

from mosaic_guard.protocol.reply import Act
from mosaic_trainer.rollout.actor import Batch, batches
from mosaic_trainer.rollout.agent_session import AgentSession
from mosaic_trainer.sandbox.matching import is_call
from mosaic_trainer.sandbox.outcome import Answered, Decided
from mosaic_trainer.task.task import Call


@dataclass(frozen=True, slots=True)
class Step:
    """One call that the task, or an attack that was read, asks for."""

    call: Call
    injected: bool
    answered: Answered = ""
    done: bool = False


def steps(session: AgentSession) -> list[list[Step]]:
    """List every batch: first those of an attack that was read, then the user's."""
    left = list(session.so_far)
    attack = session.task.attack if session.is_attacked else None
    told = batches(attack.calls, injected=True) if attack else []
    return [_steps(batch, left) for batch in (*told, *batches(session.task.calls))]


def _steps(batch: Batch, left: list[Decided]) -> list[Step]:
    made = []
    for call in batch.calls:
        asked, acted = _take(left, call, "verify"), _take(left, call, "act")
        made.append(Step(call, batch.injected, asked.answered if asked else "", acted is not None))
    return made


def _take(left: list[Decided], call: Call, act: Act) -> Decided | None:
    """Find a decision on exactly this call, each for one step only."""
    for index, decided in enumerate(left):
        if decided.act == act and is_call(call, decided.tool, decided.args):
            return left.pop(index)
    return None
