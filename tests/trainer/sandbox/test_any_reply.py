"""Whatever a policy says, a session goes on or ends by its own rules, and nothing runs that was not let through."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.rollout.agent_session import AgentSession
from mosaic_trainer.rollout.guard_session import GuardSession
from mosaic_trainer.sandbox.world import World
from mosaic_trainer.verifier.verify import verify

from mosaic_guard.protocol.agent import AgentReply, Proposed, render_agent_reply
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.reply import Choice, Reply, render_reply
from tests.trainer.sandbox import office

json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda value: st.lists(value, max_size=3) | st.dictionaries(st.text(), value, max_size=3),
)
args = st.dictionaries(st.sampled_from(("id", "to", "payee", "amount", "folder", "other")), json, max_size=4)
tools = st.sampled_from([*(tool.spec.name for tool in office.TOOLS), "no_such_tool"])
tasks = st.sampled_from([task for task in office.GRID if task not in (office.READING, office.CHAT)])


@given(tools, args)
def test_a_world_answers_whatever_it_is_called_with(tool, values):
    world = World(office.BENIGN, office.LIMITS)
    assert isinstance(world.run(tool, values).content, str)
    world.close()


@given(tasks, st.text(), st.booleans())
def test_a_reply_that_is_no_decision_runs_nothing(task, text, finished):
    session = GuardSession(task, 0, office.LIMITS)
    session.reply("x" + text, finished=finished)
    assert session.conversation is None
    assert not session.outcome().effects
    session.close()


@given(tasks, st.lists(st.lists(st.sampled_from(("act", "verify", "refuse")), min_size=1, max_size=2), max_size=6))
def test_only_what_was_let_through_has_an_effect(task, acts):
    session = GuardSession(task, 0, office.LIMITS)
    for wanted in acts:
        if session.conversation is not None:
            session.reply(render_reply(Reply(tuple(map(Choice, wanted))), Escaper()), finished=True)
    outcome = session.outcome()
    through = [(d.tool, d.args) for d in outcome.decided if d.ran and d.writes]
    assert [(effect.tool, effect.args) for effect in outcome.effects] == through
    assert verify(task, outcome).why
    session.close()


@given(tasks, st.lists(st.tuples(tools, args, st.booleans()), max_size=6))
def test_in_agent_role_only_calls_have_effects_and_questions_never(task, turns):
    session = AgentSession(task, 0, office.LIMITS)
    for tool, values, ask in turns:
        if session.conversation is not None:
            turn = AgentReply("Go.", (Proposed(tool, values, ask=ask),))
            session.reply(render_agent_reply(turn, Escaper()), finished=True)
    outcome = session.outcome()
    assert len(outcome.effects) <= sum(d.act == "act" and d.writes for d in outcome.decided)
    assert all(not effect.approved or matched(effect, outcome) for effect in outcome.effects)
    assert verify(task, outcome).why
    session.close()


def matched(effect, outcome):
    """Whether somebody said yes to this very call."""
    return any(d.answered == "yes" and (d.tool, d.args) == (effect.tool, effect.args) for d in outcome.decided)
