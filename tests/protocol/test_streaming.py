from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard.protocol.agent import AgentReply, FinalAnswer, Proposed, Refusal, render_agent_reply
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.reply import Belief, Harm, ReplyError, Thoughts
from mosaic_guard.protocol.streaming import AnswerText

SECRET = "0123456789abcdef"
THOUGHTS = Thoughts(Harm.LOW, Belief.YES, Belief.YES, Belief.NO, "fine")
TEXTS = st.text(st.characters(codec=None) | st.sampled_from('\\"<>\ud83d\ude00\n😀')).filter(bool)


def pieces(text: str, cuts: list[int]) -> list[str]:
    at = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    return [text[a:b] for a, b in pairwise(at)]


def feed(heard: AnswerText, text: str) -> None:
    for character in text:
        heard.add(character)


@given(TEXTS, st.lists(st.integers(0, 10_000)), st.sampled_from([None, THOUGHTS]), st.sampled_from(["", SECRET]))
def test_what_is_shown_is_how_the_answer_begins_however_it_is_cut(said, cuts, thoughts, secret):
    whole = render_agent_reply(AgentReply("F look", FinalAnswer(said), thoughts), Escaper())
    heard = AnswerText(secret)
    shown = "".join(map(heard.add, pieces(whole, cuts)))
    decoded = said.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert decoded.startswith(shown)
    assert shown == heard.shown
    kept = len(SECRET) - 1 if secret else 0
    assert len(shown) >= len(decoded) - kept - 1  # half of a pair waits for what follows


@pytest.mark.parametrize("does", [(Proposed("pay", {"F ": "F 1"}),), Refusal("F it harms")])
def test_nothing_is_shown_of_a_call_or_a_refusal(does):
    heard = AnswerText()
    whole = render_agent_reply(AgentReply("F look", does, THOUGHTS), Escaper())
    assert [heard.add(character) for character in whole] == [""] * len(whole)


def test_the_delimiter_is_never_shown():
    heard = AnswerText(SECRET)
    with pytest.raises(ReplyError, match="delimiter"):
        feed(heard, f"<think>\nlook\n</think>\nF it is {SECRET}")
    assert heard.shown == "it is "


@pytest.mark.parametrize(
    "whole",
    ["<think>\nlook\nno\nF done", "<plan>\nlook\n</think>\nF done", "<think>\nlook\n</think>\nF a<b", 'x\ny\nz\nF "'],
)
def test_what_is_not_in_the_grammar_is_an_error_before_any_of_it_is_shown(whole: str):
    heard = AnswerText(SECRET)
    with pytest.raises(ReplyError):
        feed(heard, whole)
    assert heard.shown == ""


def test_a_second_line_is_no_part_of_an_answer():
    heard = AnswerText()
    heard.add("<think>\nlook\n</think>\nF done")
    with pytest.raises(ReplyError):
        heard.add("\nA")
