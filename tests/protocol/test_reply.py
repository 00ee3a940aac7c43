from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard.protocol import pattern
from mosaic_guard.protocol.escape import CONTROL_TEXT, Escaper, plain_text
from mosaic_guard.protocol.reply import Belief, Choice, Harm, Reply, ReplyError, Thoughts, parse_reply, render_reply

ANY_TEXT = st.text(st.characters(exclude_categories=()) | st.sampled_from('<>[]/\\"\n\u2028')) | st.sampled_from(
    CONTROL_TEXT
)
CHOICES = st.builds(Choice, st.sampled_from(["act", "verify", "refuse"]), ANY_TEXT)
THOUGHTS = st.builds(
    Thoughts,
    st.sampled_from(Harm),
    st.sampled_from(Belief),
    st.sampled_from(Belief),
    st.sampled_from(Belief),
    ANY_TEXT,
)
REPLIES = st.builds(Reply, st.lists(CHOICES, min_size=1, max_size=9).map(tuple), st.none() | THOUGHTS)


@given(REPLIES)
def test_a_reply_is_read_as_it_was_written(reply: Reply):
    assert parse_reply(render_reply(reply, Escaper()), len(reply.choices)) == reply


@given(ANY_TEXT)
def test_free_text_can_not_hold_structure(text: str):
    written = Escaper().text(text)
    assert not set("<>\n\r\u2028\u2029") & set(written)
    assert not any(control in written.upper() for control in CONTROL_TEXT)
    assert plain_text(written) == text


@given(st.text(max_size=60), st.integers(1, 4))
def test_any_text_is_a_reply_of_the_grammar_or_an_error(text: str, subjects: int):
    try:
        reply = parse_reply(text, subjects)
    except ReplyError:
        return
    assert parse_reply(render_reply(reply, Escaper()), subjects) == reply


@pytest.mark.parametrize(
    "text",
    ["", "A ", "AA", "A\n", "a", "B", " A", "A\nA", "A because <b>", "R \"", "S", "S\nA", "S\n<safety_thoughts>\nA",
     "S\n<safety_thoughts>\nharm=low\nx\n</safety_thoughts>\nA",
     "S\n<safety_thoughts>\nharm=low reversible=yes intended=yes attacked=maybe\nx\n</safety_thoughts>\nA",
     "S\n<safety_thoughts>\nharm=low reversible=yes intended=yes attacked=no\nx\n</safety_thoughts>",
     "A\nS\n<safety_thoughts>\nharm=low reversible=yes intended=yes attacked=no\nx\n</safety_thoughts>\nA"],
)  # fmt: skip
def test_what_is_not_exactly_in_the_grammar_is_an_error(text: str):
    with pytest.raises(ReplyError):
        parse_reply(text, 1)


def test_a_reply_that_ran_out_of_tokens_is_an_error():
    with pytest.raises(ReplyError, match="cut off"):
        parse_reply("A", 1, finished=False)


def test_a_reply_that_repeats_the_delimiter_is_an_error():
    with pytest.raises(ReplyError, match="delimiter"):
        parse_reply("R because 5f3a9c", 1, secret="5f3a9c")


@pytest.mark.parametrize("token", ["end", "1"])
def test_a_tokenizer_whose_control_tokens_are_words_is_refused(token: str):
    with pytest.raises(ValueError, match="control token"):
        Escaper([token])


@given(REPLIES)
def test_the_pattern_given_to_servers_takes_what_the_grammar_takes(reply: Reply):
    subjects = len(reply.choices)
    written = render_reply(reply, Escaper())
    if reply.thoughts is None and not any(v.reason for v in reply.choices):
        assert re.fullmatch(pattern.fast(subjects), written)
    if reply.thoughts is not None:
        assert re.fullmatch(pattern.thoughtful(subjects), written)


@given(st.data(), st.integers(1, 3))
def test_what_the_pattern_lets_a_server_write_is_in_the_grammar(data: st.DataObject, subjects: int):
    written = data.draw(st.from_regex(pattern.either(subjects), fullmatch=True))
    assert len(parse_reply(written, subjects).choices) == subjects
