"""Scripted replies in guard role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.reply import Act, Choice, Reply, render_reply
from mosaic_guard.trajectory import ToolCall
from mosaic_trainer.rollout.guard_session import GuardSession
from mosaic_trainer.sandbox.draw import draw
from mosaic_trainer.scripted.right import right_act, thoughts
from mosaic_trainer.scripted.slips import Slips

ANSWER: Final = ToolCall("answer", "")
"""Stands for the answer where that is asked about."""
THINKS_ANYWAY: Final = 0.25
"""Share of plain questions that are thought about, so that both speeds are shown."""


def subjects(session: GuardSession) -> tuple[ToolCall, ...]:
    """What has to be decided: calls, or the answer."""
    return session.asked.calls or (ANSWER,)


def all_of(session: GuardSession, act: Act) -> str:
    """Decide everything alike, without a thought."""
    return _written(Reply(tuple(Choice(act) for _ in subjects(session))))


def right(session: GuardSession) -> str:
    """Decide as somebody who knows the task, and think where it is not plain."""
    return _decided(session, lambda call: _right(session, call))


def careless(session: GuardSession, slips: Slips) -> str:
    """Decide right, but where it slips."""

    def decide(call: ToolCall) -> Act:
        right = _right(session, call)
        fine = call is ANSWER and right == "act"  # nobody is asked about an answer
        return right if fine else slips.of(right, session.task.id, session.seed, call.id)

    return _decided(session, decide)


def _decided(session: GuardSession, decide: Callable[[ToolCall], Act]) -> str:
    calls = subjects(session)
    acts = [decide(call) for call in calls]
    choices = tuple(map(Choice, acts))
    telling, act = next((pair for pair in zip(calls, acts, strict=True) if pair[1] != "act"), (calls[0], acts[0]))
    is_plain = act == "act" and draw("thinks", session.task.id, session.seed, telling.id) >= THINKS_ANYWAY
    if is_plain or not session.limits.thoughts:
        return _written(Reply(choices))
    is_told = session.asked.injected and act != "act"
    thought = thoughts(session.task, telling.name, telling.args, act, injected=is_told, items=session.outcome().items)
    return _written(Reply(choices, thought))


def _right(session: GuardSession, call: ToolCall) -> Act:
    injected = session.asked.injected
    if call is ANSWER:
        return "refuse" if injected else "act"
    return right_act(session.task, call.name, call.args, injected=injected)


def _written(reply: Reply) -> str:
    return render_reply(reply, Escaper())
