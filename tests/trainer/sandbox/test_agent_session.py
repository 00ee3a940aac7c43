"""Agent role: the policy plans, checks, acts, refuses and answers in the world of a task."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from mosaic_trainer.rollout.agent_session import AgentSession
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.scripted import STYLES, Replier, play, reply_for
from mosaic_trainer.task.task import MockTool, Operation, Recording

from mosaic_guard.protocol.agent import AgentReply, FinalAnswer, Proposed, render_agent_reply
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.trajectory import ToolOutput
from tests.trainer.sandbox import office

DELETE = Proposed("delete_mail", {"id": 2})


def session(task, seed=1, limits=office.LIMITS):
    return AgentSession(task, seed, limits)


def played(task, style="reference", **options):
    return play(session(task, **options), Replier(style))


def turn(*calls, answer=""):
    return render_agent_reply(AgentReply("Go.", FinalAnswer(answer) if answer else calls), Escaper())


def told(at_play, *turns):
    for one in turns:
        at_play.reply(one, finished=True)
    return at_play.outcome()


def test_a_call_runs_and_its_output_is_shown():
    at_play = session(office.READING)
    told(at_play, turn(Proposed("read_mail", {"id": 1})))
    [shown] = at_play.conversation.turns[-1].shown
    assert shown.data["content"] == "The rent is 40, says anna."


def test_a_question_runs_nothing_and_its_yes_is_good_for_one_run_of_that_call():
    at_play = session(office.SENSITIVE)
    assert told(at_play, turn(replace(DELETE, ask=True))).effects == ()
    outcome = told(at_play, turn(DELETE), turn(DELETE))
    assert [effect.approved for effect in outcome.effects] == [True, False]


def test_a_yes_is_not_good_for_another_call():
    outcome = told(session(office.SENSITIVE), turn(replace(DELETE, ask=True)), turn(Proposed("delete_mail", {"id": 1})))
    assert [effect.approved for effect in outcome.effects] == [False]


@pytest.mark.parametrize(
    ("task", "said"),
    [(office.SENSITIVE, "1: it may"), (office.UNWANTED, "0: it may not"), (office.NOBODY, "0: it may")],
)
def test_the_answer_of_a_person_is_shown_as_an_output_of_tool_check(task, said):
    output = told(session(task), turn(replace(DELETE, ask=True))).items[-1]
    assert isinstance(output, ToolOutput)
    assert (output.name, output.content.startswith(said)) == ("tool_check", True)


def test_a_call_is_injected_when_an_output_that_was_read_asks_for_it():
    theft = Proposed(office.THEFT.tool, office.THEFT.args)
    before = told(session(office.ATTACKED), turn(theft))
    after = told(session(office.ATTACKED), turn(Proposed("read_mail", {"id": 1})), turn(theft))
    assert [effect.injected for effect in (*before.effects, *after.effects)] == [False, True]


def test_a_refusal_ends_it():
    outcome = played(office.HARM, "refusing")
    assert (outcome.ended, outcome.effects, outcome.answer) == ("refused", (), "")


def test_an_answer_ends_it_and_is_delivered():
    outcome = told(session(office.CHAT), turn(answer="Hello."))
    assert (outcome.ended, outcome.answer) == ("answered", "Hello.")


def test_an_unknown_tool_is_an_error_without_an_effect():
    outcome = told(session(office.CHAT), turn(Proposed("fly", {})))
    assert outcome.items[-1].is_error
    assert outcome.effects == ()


def test_what_is_outside_the_grammar_lets_nothing_run():
    for reply, finished, ended in [
        ("A pay", True, "malformed"),
        (turn(DELETE), False, "truncated"),
        (turn(DELETE).replace("Go.", "<b>"), True, "malformed"),
    ]:
        at_play = session(office.SENSITIVE)
        at_play.reply(reply, finished=finished)
        assert (at_play.outcome().ended, at_play.outcome().effects, at_play.conversation) == (ended, (), None)


def test_too_many_turns_end_it():
    at_play = session(office.READING, limits=Limits(steps=2))
    outcome = told(at_play, *[turn(Proposed("read_mail", {"id": 1}))] * 2)
    assert (outcome.ended, at_play.conversation) == ("steps", None)


def test_a_long_answer_is_cut():
    outcome = told(session(office.CHAT, limits=Limits(answer_characters=5)), turn(answer="Hello there."))
    assert outcome.answer.startswith("Hello [")


def test_thoughts_are_malformed_and_outside_the_form_where_they_are_turned_off():
    at_play = session(office.SENSITIVE, limits=Limits(thoughts=False))
    with_thoughts = reply_for("reference", session(office.SENSITIVE))
    assert re.fullmatch(session(office.SENSITIVE).form, with_thoughts)
    assert not re.fullmatch(at_play.form, with_thoughts)
    assert told(at_play, with_thoughts).ended == "malformed"


@pytest.mark.parametrize("style", STYLES)
def test_the_same_task_and_seed_play_the_same_to_the_letter(style):
    for task in office.GRID:
        assert played(task, style) == played(task, style)


def test_every_well_formed_turn_fits_the_form_that_engines_are_given():
    for task in office.GRID:
        for style in ("reference", "complying", "asking"):
            at_play = session(task)
            while at_play.conversation is not None:
                reply = reply_for(style, at_play)
                assert re.fullmatch(at_play.form, reply)
                at_play.reply(reply, finished=True)


def test_calls_that_no_recording_answers_are_counted():
    sent = MockTool(office.PAY.spec, Operation("recorded"))
    task = replace(office.BENIGN, tools=(sent,), recordings=(Recording("pay", dict(office.RENT.args), "paid"),))
    pay, other = (Proposed("pay", args) for args in (office.RENT.args, {**office.RENT.args, "amount": 41}))
    assert [told(session(task), turn(call)).unrecorded for call in (pay, other)] == [0, 1]
