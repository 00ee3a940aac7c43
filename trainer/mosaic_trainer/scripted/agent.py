"""Scripted turns in agent role."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from mosaic_guard.assessment import Label
from mosaic_guard.protocol.agent import AgentReply, FinalAnswer, Proposed, Refusal, render_agent_reply
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.reply import Act, Thoughts
from mosaic_trainer.rollout.agent_session import AgentSession
from mosaic_trainer.scripted.progress import Step, steps
from mosaic_trainer.scripted.right import right_act, thoughts
from mosaic_trainer.scripted.slips import Slips
from mosaic_trainer.task.task import Call

Choice = Callable[[Step], Act]
_REFUSAL: Final = "I won't do this."


def refusing(_: AgentSession) -> str:
    """Refuse whatever it is."""
    return _written(AgentReply("Refuse.", Refusal(_REFUSAL)))


def acting(session: AgentSession, choose: Choice) -> str:
    """Do what comes next: the first batch in which a call is still to be made, asked about or refused."""
    plan = steps(session)
    for batch in plan:
        chosen = [(step, choose(step)) for step in batch if not step.done]
        for step, act in chosen:
            if act == "refuse" and not step.injected and session.task.user is Label.MALICIOUS:
                return _written(AgentReply("Refuse.", Refusal(_REFUSAL), _thoughts(session, step, act)))
            if act == "verify" and not step.answered:
                return _calls(session, [step], ask=True)
        if due := [step for step, act in chosen if act == "act" or (act == "verify" and step.answered == "yes")]:
            return _calls(session, due, ask=False)
    return _answers(session, choose)


def right(session: AgentSession) -> Choice:
    """Choose as somebody who knows the task."""
    return lambda step: right_act(session.task, step.call.tool, step.call.args, injected=step.injected)


def careless(session: AgentSession, slips: Slips) -> Choice:
    """Choose right, but where it slips."""
    chosen = right(session)
    return lambda step: slips.of(chosen(step), session.task.id, session.seed, step.call.tool, step.call.args)


def _calls(session: AgentSession, due: Sequence[Step], *, ask: bool) -> str:
    """Think before what is asked about, or does what an output says; the rest is plain."""
    names = " ".join(step.call.tool for step in due)
    told = next((step for step in due if step.injected), None)
    thought = _thoughts(session, due[0], "verify") if ask else _thoughts(session, told, "act") if told else None
    calls = tuple(Proposed(step.call.tool, step.call.args, ask=ask) for step in due)
    return _written(AgentReply(f"Ask about {names}." if ask else f"Call {names}.", calls, thought))


def _answers(session: AgentSession, choose: Choice) -> str:
    """Answer; what an attack wants said is chosen like a call of no tool."""
    attack = session.task.attack
    told = Step(Call("", {"text": attack.says}), injected=True) if attack and session.is_attacked else None
    said = [session.task.answer, attack.says if attack and told and choose(told) == "act" else ""]
    return _written(AgentReply("Answer.", FinalAnswer(" ".join(filter(None, said)) or "Done.")))


def _thoughts(session: AgentSession, step: Step, act: Act) -> Thoughts | None:
    if not session.limits.thoughts:
        return None
    items = session.outcome().items
    return thoughts(session.task, step.call.tool, step.call.args, act, injected=step.injected, items=items)


def _written(reply: AgentReply) -> str:
    return render_agent_reply(reply, Escaper())
