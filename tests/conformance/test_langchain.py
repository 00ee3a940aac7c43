"""What only `create_agent` has: other middleware around ours, the prompt, the answer, structured results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from langchain.agents import create_agent
from langchain.agents.middleware import HumanInTheLoopMiddleware, ToolRetryMiddleware
from langchain.agents.structured_output import ToolStrategy
from langchain_core.messages import AIMessage, HumanMessage
from langgraph.types import Command
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel, calling
from pydantic import BaseModel

from mosaic_guard import Assessment, Label, Phase
from mosaic_guard.policies.base import Check
from mosaic_guard.testing import ScriptedPolicy
from tests.conformance.manifest import requirement
from tests.conformance.test_calls import EITHER_WAY
from tests.conformance.test_outputs import streamed
from tests.conformance.world import Conversation, World, answers, assert_valid, saver

ANY_PLACE = pytest.mark.parametrize("first", [True, False], ids=["ours_first", "ours_last"])
SECRET = "the-blocked-answer"


def agent(world: World, model: ScriptedChatModel, *others: Any, first: bool = True, **options: Any) -> Any:
    ours = MosaicMiddleware(world.guard, **options)
    stack = [ours, *others] if first else [*others, ours]
    return create_agent(model, world.tools, middleware=stack, checkpointer=saver())


def labelling(phase: Phase, label: Label) -> ScriptedPolicy:
    return ScriptedPolicy(name=phase.value, phases=frozenset({phase}), otherwise=label)


@requirement("langchain.edit-around-ours")
@ANY_PLACE
@EITHER_WAY
def test_an_edit_by_another_middleware_is_checked_wherever_ours_stands(is_async, first) -> None:
    world = World()
    world.policy.script = lambda call: Label.MALICIOUS if call.args.get("n") == 99 else Label.BENIGN
    model = ScriptedChatModel(script=[calling(("note", {"n": 1}))])
    inbox = HumanInTheLoopMiddleware(interrupt_on={"note": True})
    talk = Conversation(agent(world, model, inbox, first=first), model, is_async=is_async).say()
    talk.answer(lambda action: {"type": "edit", "edited_action": {"name": "note", "args": {"n": 99}}})
    assert world.ran("note") == []


@requirement("langchain.rejected-by-another")
@ANY_PLACE
@EITHER_WAY
def test_a_call_that_another_middleware_rejected_stays_rejected(is_async, first) -> None:
    world = World()
    model = ScriptedChatModel(script=[calling(("note", {"n": 1}), ("wipe", {"n": 2}))])
    inbox = HumanInTheLoopMiddleware(interrupt_on={"note": True})
    talk = Conversation(agent(world, model, inbox, first=first), model, is_async=is_async).say()
    talk.answer("reject")
    assert world.runs == []
    assert_valid(talk.history)


@requirement("langchain.retry-around-ours")
@ANY_PLACE
@EITHER_WAY
def test_a_retry_middleware_repeats_no_effect(is_async, first) -> None:
    world = World()

    def failing(n: int) -> None:
        raise ConnectionError("lost after the effect")

    world.outputs["note"] = failing
    model = ScriptedChatModel(script=[calling(("note", {"n": 1}))])
    retry = ToolRetryMiddleware(max_retries=3, initial_delay=0, jitter=False, on_failure="continue")
    talk = Conversation(agent(world, model, retry, first=first), model, is_async=is_async).say()
    talk.answer_all("reject")
    assert len(world.ran("note")) == 1


@requirement("langchain.prompt")
@EITHER_WAY
def test_a_malicious_prompt_never_reaches_the_model(is_async) -> None:
    world = World(policies=[labelling(Phase.PROMPT, Label.MALICIOUS)])
    model = ScriptedChatModel(script=[calling(("note", {"n": 1}))])
    talk = Conversation(agent(world, model), model, is_async=is_async).say()
    assert model.shown == []
    assert world.runs == []
    assert isinstance(talk.last["messages"][-1], AIMessage)


@requirement("langchain.prompt")
@EITHER_WAY
def test_a_sensitive_prompt_asks_before_every_write(is_async) -> None:
    world = World(policies=[labelling(Phase.PROMPT, Label.SENSITIVE)])
    model = ScriptedChatModel(script=[calling(("look", {"n": 0}), ("note", {"n": 1}))])
    talk = Conversation(agent(world, model), model, is_async=is_async).say()
    assert [r["name"] for r in talk.requests] == ["note"]
    talk.answer()
    assert len(world.ran("note")) == 1


@requirement("langchain.answer")
@EITHER_WAY
@pytest.mark.parametrize("final", ["post", "buffered"])
def test_a_blocked_answer_is_not_what_the_run_ends_with(is_async, final: str) -> None:
    world = World(policies=[labelling(Phase.ANSWER, Label.MALICIOUS)])
    model = ScriptedChatModel(script=[AIMessage(f"Here it is: {SECRET} and more words")])
    talk = Conversation(agent(world, model, final_answer=final), model, is_async=is_async).say()
    assert SECRET not in talk.last["messages"][-1].text
    assert talk.last["messages"][-1].text


@requirement("langchain.answer-buffered")
@EITHER_WAY
@pytest.mark.parametrize("stream", ["messages", "updates", "values", "custom", "tasks", "debug"])
def test_a_blocked_answer_is_never_emitted_where_it_is_buffered(is_async, stream: str) -> None:
    world = World(policies=[labelling(Phase.ANSWER, Label.MALICIOUS)])
    model = ScriptedChatModel(script=[calling(("look", {"n": 0})), AIMessage(f"Here it is: {SECRET} and more")])
    talk = Conversation(agent(world, model, final_answer="buffered"), model, is_async=is_async)
    assert SECRET not in repr(streamed(talk, stream))


@requirement("langchain.answer-buffered")
@EITHER_WAY
def test_a_good_answer_comes_through_the_buffer_once(is_async) -> None:
    world = World()
    model = ScriptedChatModel(script=[AIMessage("All is well.")])
    talk = Conversation(agent(world, model, final_answer="buffered"), model, is_async=is_async)
    chunks = [chunk for _, (chunk, _) in streamed(talk, "messages")]
    assert "".join(c.text for c in chunks) == "All is well."


class Report(BaseModel):
    """What was found."""

    summary: str


def reporting(policy: ScriptedPolicy, said: str, beside: str, **options: Any) -> Conversation:
    world = World(policies=[policy])
    model = ScriptedChatModel(script=[calling(("look", {"n": 0})), calling(("Report", {"summary": said}), text=beside)])
    ours = MosaicMiddleware(world.guard, **options)
    structured = ToolStrategy(Report, tool_message_content=f"Noted: {said}")
    made = create_agent(model, world.tools, middleware=[ours], response_format=structured, checkpointer=saver())
    return Conversation(made, model)


@requirement("langchain.answer-structured")
@EITHER_WAY
@pytest.mark.parametrize("final", ["post", "buffered"])
def test_a_structured_answer_that_is_blocked_is_nowhere_in_the_state(is_async, final: str) -> None:
    policy = labelling(Phase.ANSWER, Label.MALICIOUS)
    talk = reporting(policy, SECRET, "Here you are.", final_answer=final)
    talk.is_async = is_async
    talk.say()
    assert any(SECRET in check.text for check in policy.checks)
    assert talk.last.get("structured_response") is None
    for state in talk.agent.get_state_history(talk.config):
        assert SECRET not in repr(state.values)
    assert_valid(talk.last["messages"])


@requirement("langchain.answer-structured")
@EITHER_WAY
@pytest.mark.parametrize("stream", ["messages", "updates", "values", "custom", "tasks", "debug"])
def test_a_structured_answer_that_is_blocked_is_never_emitted_where_it_is_buffered(is_async, stream: str) -> None:
    talk = reporting(labelling(Phase.ANSWER, Label.MALICIOUS), SECRET, SECRET, final_answer="buffered")
    talk.is_async = is_async
    assert SECRET not in repr(streamed(talk, stream))


@requirement("langchain.answer-structured")
@EITHER_WAY
def test_what_is_said_beside_a_structured_answer_is_checked_too(is_async) -> None:
    policy = Picky(name="answer", phases=frozenset({Phase.ANSWER}))
    talk = reporting(policy, "All is well.", f"And {SECRET}")
    talk.is_async = is_async
    talk.say()
    assert talk.last["structured_response"] == Report(summary="All is well.")
    assert SECRET not in "".join(m.text for m in talk.last["messages"])
    assert_valid(talk.last["messages"])


class Picky(ScriptedPolicy):
    """Blocks what holds the secret."""

    def assess(self, check: Check) -> Sequence[Assessment]:
        return [self._assessment(Label.MALICIOUS if SECRET in check.text else Label.BENIGN)]


@requirement("langchain.several-pending")
@EITHER_WAY
def test_one_answer_for_several_calls_that_wait_apart_runs_none_of_them_by_mistake(is_async) -> None:
    world = World()
    model = ScriptedChatModel(script=[calling(("pay", {"n": 0}), ("pay", {"n": 1}))])
    talk = Conversation(agent(world, model, approval="per_call"), model, is_async=is_async).say()
    assert len(talk.pending) == 2
    with pytest.raises(RuntimeError, match="interrupt"):
        talk.give(Command(resume={"type": "approve"}))
    assert world.runs == []
    first, _ = talk.pending
    talk.give(Command(resume={first.id: {"type": "approve"}}))
    assert [args["n"] for args in world.ran("pay")] == [first.value["args"]["n"]]
    assert len(talk.pending) == 1


@requirement("langchain.batched-inbox")
def test_a_batched_request_has_the_shape_that_inboxes_read() -> None:
    world = World()
    model = ScriptedChatModel(script=[calling(("pay", {"n": 0}), ("note", {"n": 1}), ("pay", {"n": 2}))])
    talk = Conversation(agent(world, model), model).say()
    [interrupt] = talk.pending
    assert set(interrupt.value) == {"action_requests", "review_configs"}
    assert [r["name"] for r in interrupt.value["action_requests"]] == ["pay", "pay"]
    assert all({"name", "args", "description"} <= set(r) for r in interrupt.value["action_requests"])
    assert all("approve" in c["allowed_decisions"] for c in interrupt.value["review_configs"])


@requirement("langchain.no-tools")
@EITHER_WAY
def test_an_agent_without_tools_works_as_before(is_async) -> None:
    world, model = World(), ScriptedChatModel(script=[AIMessage("Hello.")])
    bare = create_agent(model, [], middleware=[MosaicMiddleware(world.guard)], checkpointer=saver())
    assert Conversation(bare, model, is_async=is_async).say().last["messages"][-1].text == "Hello."


@requirement("langchain.several-turns")
@EITHER_WAY
def test_a_thread_of_several_turns_keeps_its_words_apart(is_async) -> None:
    world = World()
    turns = [calling(("note", {"n": 0}, "a")), AIMessage("ok"), calling(("note", {"n": 1}, "b"))]
    model = ScriptedChatModel(script=turns)
    talk = Conversation(agent(world, model), model, is_async=is_async).say("first task").say("second task")
    assert [args["n"] for args in world.ran("note")] == [0, 1]
    check = next(c for c in reversed(world.policy.checks) if c.calls)
    assert check.trajectory.user_texts == ["first task", "second task"]
    assert [m.text for m in answers(talk.last["messages"], "note")] == ["note 0", "note 1"]


@requirement("langchain.inputs-untouched")
def test_what_the_caller_handed_in_is_not_changed() -> None:
    world, model = World(), ScriptedChatModel(script=[calling(("wipe", {"n": 0}))])
    given = HumanMessage("Please see to it.", id="1")
    before = given.model_copy(deep=True)
    agent(world, model).invoke({"messages": [given]}, {"configurable": {"thread_id": "t"}})
    assert given == before
