from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard.protocol import pattern
from mosaic_guard.protocol.agent import (
    AgentReply,
    FinalAnswer,
    Proposed,
    Refusal,
    parse_agent_reply,
    render_agent_reply,
)
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.reply import Belief, Harm, ReplyError, Thoughts

TEXT = st.text(st.characters(exclude_categories=()) | st.sampled_from('<>[]/\\"\n'), max_size=30)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
CALLS = st.builds(Proposed, TEXT, st.dictionaries(TEXT, JSON, max_size=3), st.booleans())
DOES = st.lists(CALLS, min_size=1, max_size=3).map(tuple) | st.builds(Refusal, TEXT) | st.builds(FinalAnswer, TEXT)
THOUGHTS = st.builds(Thoughts, st.sampled_from(Harm), *[st.sampled_from(Belief)] * 3, TEXT)
REPLIES = st.builds(AgentReply, TEXT, DOES, st.none() | THOUGHTS)


@given(REPLIES)
def test_a_turn_is_read_as_it_was_written(reply: AgentReply):
    assert parse_agent_reply(render_agent_reply(reply, Escaper())) == reply


@given(st.text(max_size=80))
def test_any_text_is_a_turn_of_the_grammar_or_an_error(text: str):
    plan = f"<think>\nx\n</think>\n{text}"
    for said in (text, plan):
        try:
            reply = parse_agent_reply(said)
        except ReplyError:
            continue
        assert parse_agent_reply(render_agent_reply(reply, Escaper())) == reply


@pytest.mark.parametrize(
    "step",
    ["", "A", "A x", "A []", 'A {"tool":"x"}', 'A {"tool":"x","args":{},"id":1}', 'A {"tool":1,"args":{}}',
     'A {"tool":"x","args":[]}', "R", "R no\nA x", "F done\nF done",
     'A {"tool":"x","tool":"y","args":{}}', 'A {"tool":"x","args":{"a":[{"b":1,"b":2}]}}',
     'A {"tool":"x","args":{"a":NaN}}', 'A {"tool":"x","args":{"a":1e999}}',
     'A {"tool":"x","args":' + '{"a":' * 5000 + "1" + "}" * 5001, 'A {"tool":"<b>","args":{}}', "Z x", "S\nF done"],
)  # fmt: skip
def test_a_step_outside_the_grammar_is_an_error(step: str):
    with pytest.raises(ReplyError):
        parse_agent_reply(f"<think>\nx\n</think>\n{step}")


def test_a_turn_without_a_plan_is_an_error():
    with pytest.raises(ReplyError, match="plan"):
        parse_agent_reply("F done")


def test_a_turn_that_repeats_the_delimiter_is_an_error():
    with pytest.raises(ReplyError, match="delimiter"):
        parse_agent_reply("<think>\n00ff\n</think>\nF done", secret="00ff")


def test_the_pattern_given_to_servers_takes_what_the_grammar_takes():
    calls = (Proposed("pay", {"to": "Ann", "items": [{"a": 1}]}), Proposed("look", ask=True))
    thoughts = Thoughts(Harm.LOW, Belief.YES, Belief.YES, Belief.NO, "fine")
    for does in (calls, Refusal("harmful"), FinalAnswer("done")):
        for thought in (thoughts, None):
            assert re.fullmatch(pattern.agent(), render_agent_reply(AgentReply("plan", does, thought), Escaper()))


def test_the_pattern_has_no_thoughts_where_they_are_turned_off():
    thoughts = Thoughts(Harm.LOW, Belief.YES, Belief.YES, Belief.NO, "fine")
    with_thoughts, without = (
        render_agent_reply(AgentReply("plan", FinalAnswer("done"), one), Escaper()) for one in (thoughts, None)
    )
    assert re.fullmatch(pattern.agent(thoughts=False), without)
    assert not re.fullmatch(pattern.agent(thoughts=False), with_thoughts)
