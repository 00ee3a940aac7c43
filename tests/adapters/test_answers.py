"""What the user is shown of an agent's answer, by every door it can leave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Any

import pytest
from langchain.agents import create_agent
from langchain.agents.middleware import ModelFallbackMiddleware
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.tools import InjectedToolCallId, StructuredTool
from langgraph.types import Command
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import Guard, Label, Phase
from mosaic_guard.config import ToolRule
from mosaic_guard.testing import ScriptedPolicy, memory_guard

SECRET = "the-blocked-answer"
GIVEN = {"messages": [HumanMessage("hi")]}
CallId = Annotated[str, InjectedToolCallId]


class Down(ScriptedChatModel):
    """A model that can't be reached."""

    def _answer(self, messages: Any) -> AIMessage:
        raise ConnectionError("down")


def blocking() -> Guard:
    policy = ScriptedPolicy(name="answer", phases=frozenset({Phase.ANSWER}), otherwise=Label.MALICIOUS)
    return memory_guard(policy, tools={"look": ToolRule(effect="read", external=False)})


def events(agent: Any) -> list[Any]:
    async def collected() -> list[Any]:
        return [event async for event in agent.astream_events(GIVEN, version="v2")]

    return asyncio.run(collected())


def tokens(agent: Any) -> list[Any]:
    return list(agent.stream(GIVEN, stream_mode="messages"))


@pytest.mark.parametrize("watch", [tokens, events])
@pytest.mark.parametrize("falls_back", [False, True])
def test_a_buffered_answer_that_is_blocked_leaves_by_no_stream(watch: Callable[..., Any], falls_back: bool) -> None:
    speaks = ScriptedChatModel(script=[AIMessage(f"it is {SECRET}")])
    own = MosaicMiddleware(blocking(), final_answer="buffered")
    model = Down(script=[]) if falls_back else speaks
    others = [ModelFallbackMiddleware(speaks)] if falls_back else []
    assert SECRET not in str(watch(create_agent(model, middleware=[own, *others])))
    assert speaks.shown


def test_what_a_provider_wants_back_with_its_call_is_kept_where_the_text_beside_it_is_blocked() -> None:
    thinking = {"type": "thinking", "thinking": "let me look", "signature": "signed"}
    proposed = calling(("look", {"n": 1}))
    use = {"type": "tool_use", "id": proposed.tool_calls[0]["id"], "name": "look", "input": {"n": 1}}
    proposed.content = [thinking, {"type": "text", "text": SECRET}, "and more", use]
    tool = StructuredTool.from_function(lambda n: "seen", name="look", description="Look.")
    model = ScriptedChatModel(script=[proposed, AIMessage([thinking, {"type": "text", "text": SECRET}])])
    messages = create_agent(model, [tool], middleware=[MosaicMiddleware(blocking())]).invoke(GIVEN)["messages"]
    assert [block["type"] for block in messages[1].content] == ["thinking", "text", "tool_use"]
    assert messages[1].content[0] == thinking
    assert [c["name"] for c in messages[1].tool_calls] == ["look"]
    assert isinstance(messages[-1].content, str)
    assert SECRET not in str(messages)


def test_a_buffered_answer_that_is_clean_is_emitted() -> None:
    model = ScriptedChatModel(script=[AIMessage("all is well")])
    agent = create_agent(model, middleware=[MosaicMiddleware(memory_guard(), final_answer="buffered")])
    assert "all is well" in str(tokens(agent))


def as_text(n: int) -> str:
    return SECRET


def as_blocks(n: int) -> list[dict[str, str]]:
    return [{"type": "text", "text": SECRET}]


def as_object(n: int) -> dict[str, str]:
    return {"answer": SECRET}


def as_message(n: int, tool_call_id: CallId) -> ToolMessage:
    return ToolMessage(SECRET, tool_call_id=tool_call_id)


def as_command(n: int, tool_call_id: CallId) -> Command[Any]:
    return Command(update={"messages": [ToolMessage(SECRET, tool_call_id=tool_call_id)]})


@pytest.mark.parametrize("work", [as_text, as_blocks, as_object, as_message, as_command])
def test_what_a_tool_returns_directly_is_checked_as_an_answer(work: Callable[..., Any]) -> None:
    tool = StructuredTool.from_function(work, name="look", description="Look.", return_direct=True)
    model = ScriptedChatModel(script=[calling(("look", {"n": 1}))])
    agent = create_agent(model, [tool], middleware=[MosaicMiddleware(blocking())])
    assert SECRET not in str(agent.invoke(GIVEN)["messages"][-1])
