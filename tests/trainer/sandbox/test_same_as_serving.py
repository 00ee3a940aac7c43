"""What a session shows the policy is, to the letter, what serving shows it."""

from __future__ import annotations

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from mosaic_adapters._framework.conversation import REPLY, conversation
from mosaic_adapters.chat import _declared
from mosaic_trainer.rollout.agent_session import AgentSession
from mosaic_trainer.rollout.guard_session import GuardSession
from mosaic_trainer.scripted import reply_for

from mosaic_guard.assessment import Phase
from mosaic_guard.backends.scripted import ScriptedBackend
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.mosaic.policy import MosaicPolicy
from mosaic_guard.policies.mosaic.terms import Terms
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import render
from mosaic_guard.trajectory import RunId, Trajectory
from tests.trainer.sandbox import office


def messages(conversation):
    return [(m.role, m.text.replace(conversation.delimiter, "…")) for m in render(conversation, Escaper())]


def letters(session, style):
    """A reply without thoughts: one letter for each subject."""
    subjects = len(session.asked.calls) or 1
    return "\n".join(reply_for(style, session).split("\n")[-subjects:])


@pytest.mark.parametrize("style", ["reference", "complying", "refusing", "asking"])
@pytest.mark.parametrize("task", office.GRID, ids=lambda task: task.id)
def test_guard_role_is_shown_as_the_served_policy_is(task, style):
    session = GuardSession(task, 0, office.LIMITS)
    questions = []
    while session.conversation is not None:
        reply = letters(session, style)
        questions.append((session.asked, session.outcome().items, messages(session.conversation), reply))
        session.reply(reply, finished=True)

    backend = ScriptedBackend([reply for *_, reply in questions])
    policy = MosaicPolicy(backend, Terms(speed="fast", phases=frozenset(Phase)))
    trajectory = Trajectory(RunId("served"))
    specs = {tool.spec.name: tool.spec for tool in task.tools}
    for asked, items, shown, _ in questions:
        trajectory.append(*items[len(trajectory) :])
        phase = Phase.CALL if asked.calls else Phase.ANSWER
        text = asked.answer.text if asked.answer else ""
        policy.assess(Check(phase, trajectory, specs, asked.calls, text=text))
        served = backend.requests[-1].messages
        mark = served[1].text.partition("\n")[0].removeprefix("delimiter of this run: ")
        assert [(m.role, m.text.replace(mark, "…")) for m in served] == shown
    assert len(backend.requests) == len(questions)


@pytest.mark.parametrize("style", ["reference", "complying", "asking"])
@pytest.mark.parametrize("task", office.GRID, ids=lambda task: task.id)
def test_agent_role_is_shown_as_the_served_chat_model_is(task, style):
    session = AgentSession(task, 0, office.LIMITS)
    history = [HumanMessage(task.request)]
    specs = [tool.spec for tool in task.tools]
    tools = [{"function": {"name": s.name, "description": s.description, "parameters": s.schema}} for s in specs]
    while session.conversation is not None:
        served = conversation(history, [_declared(one) for one in tools], b"key")
        assert messages(served) == messages(session.conversation)
        reply = reply_for(style, session)
        before = len(session.outcome().items)
        session.reply(reply, finished=True)
        history.append(AIMessage("", additional_kwargs={REPLY: reply}))
        for output in session.outcome().items[before + 1 :]:
            status = "error" if output.is_error else "success"
            history.append(ToolMessage(output.content, name=output.name, tool_call_id=output.call_id, status=status))
