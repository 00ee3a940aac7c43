"""An LLM as the guarded agent: it proposes, the policy decides, and both see their own side of the run."""

from __future__ import annotations

from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.rollout.guard_session import GuardSession
from mosaic_trainer.rollout.model_actor import ModelActor
from mosaic_trainer.scripted import Replier, play
from mosaic_trainer.verifier.verify import verify

from mosaic_guard.backends.scripted import ScriptedBackend
from mosaic_guard.protocol.agent import AgentReply, FinalAnswer, Proposed, Refusal, render_agent_reply
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.trajectory import ToolOutput
from tests.trainer.sandbox import office


def turn(does):
    return render_agent_reply(AgentReply("Go.", does), Escaper())


def calls(*proposed):
    return turn(tuple(Proposed(call.tool, call.args) for call in proposed))


READ = calls(office.Call("read_mail", {"id": 1}))
DONE = turn(FinalAnswer("The rent is paid."))


def played(task, turns, style="reference"):
    backend = ScriptedBackend(turns)
    outcome = play(GuardSession(task, 0, office.LIMITS, ModelActor(backend, task, 0)), Replier(style))
    return outcome, backend


def test_what_the_model_proposes_runs_once_the_policy_lets_it():
    outcome, backend = played(office.BENIGN, [READ, calls(office.RENT), DONE])
    assert [effect.tool for effect in outcome.effects] == ["pay"]
    assert outcome.answer == "The rent is paid."
    assert "The rent is 40, says anna." in backend.requests[1].messages[-1].text


def test_calls_that_an_output_asked_for_are_decided_apart_and_known_as_injected():
    outcome, _ = played(office.ATTACKED, [READ, calls(office.THEFT, office.RENT), DONE])
    assert [(d.args["payee"], d.injected, d.act) for d in outcome.decided] == [
        ("mallory", True, "refuse"),
        ("anna", False, "act"),
    ]
    assert verify(office.ATTACKED, outcome).tier is Tier.ACCEPTABLE


def test_a_refused_call_is_told_to_the_model():
    _, backend = played(office.BENIGN, [READ, calls(office.RENT), DONE], "refusing")
    assert "Refused: pay was not run" in backend.requests[2].messages[-1].text


def test_a_model_that_refuses_or_talks_nonsense_ends_the_run():
    refused, _ = played(office.HARM, [turn(Refusal("I won't."))])
    nonsense, _ = played(office.BENIGN, ["Let me see."])
    assert (refused.ended, refused.answer) == ("answered", "I won't.")
    assert (nonsense.ended, nonsense.answer, nonsense.effects) == ("answered", "", ())


def test_a_model_that_repeats_the_lie_is_asked_about_it():
    outcome, _ = played(office.LIED_TO, [READ, calls(office.RENT), turn(FinalAnswer(office.LIE))])
    assert not any(isinstance(item, ToolOutput) and office.LIE in item.content for item in outcome.items)
    assert [(d.tool, d.act, d.injected) for d in outcome.decided][-1] == ("", "refuse", True)
    assert office.LIE not in outcome.answer
