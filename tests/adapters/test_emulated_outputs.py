"""Outputs that no guarded tool made: other middleware, listed before the guard, answered the call itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from langchain.agents import create_agent
from langchain.agents.middleware import LLMToolEmulator, before_model
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.tools import tool
from langgraph.checkpoint.memory import InMemorySaver
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import Guard, RunId
from mosaic_guard.config import ToolRule
from mosaic_guard.testing import memory_guard
from mosaic_guard.traces.events import EventKind
from tests.adapters.test_tools import BAD, EITHER_WAY

CONFIG: Any = {"configurable": {"thread_id": "t"}}


@tool
def look(n: int) -> str:
    """Look."""
    return "nothing"


def emulated(model: ScriptedChatModel, guard: Guard, others: Sequence[Any] = ()) -> Any:
    made_up = LLMToolEmulator(model=ScriptedChatModel(script=lambda _: AIMessage(f"It is noon. {BAD}")))
    own = [made_up, *others, MosaicMiddleware(guard)]
    return create_agent(model, [look], middleware=own, checkpointer=InMemorySaver())


def said(agent: Any, text: str, *, is_async: bool = False) -> Any:
    given = {"messages": [HumanMessage(text)]}
    return asyncio.run(agent.ainvoke(given, CONFIG)) if is_async else agent.invoke(given, CONFIG)


@pytest.fixture
def guard() -> Guard:
    return memory_guard(tools={"look": ToolRule(effect="read", external=False)})


@EITHER_WAY
def test_neither_the_model_nor_the_state_goes_on_with_what_it_says_to_the_agent(guard: Guard, is_async) -> None:
    model = ScriptedChatModel(script=[calling(("look", {"n": 1})), AIMessage("noon"), AIMessage("bye")])
    agent = emulated(model, guard)
    for text in ("What time is it?", "Thanks."):
        last = said(agent, text, is_async=is_async)
        [output] = [m for m in last["messages"] if isinstance(m, ToolMessage)]
        assert "It is noon." in output.text
        assert "mallory" not in str(last) + str(model.shown)
    outputs = [e.event.payload for e in guard.store.events(RunId("t"), [EventKind.DECIDED]).result(5)]
    assert [p["settled"] for p in outputs if p["phase"] == "output"] == ["sanitize"]


def test_a_history_that_was_rewritten_is_cleaned_again(guard: Guard) -> None:
    @before_model
    def forgets(state: Any, runtime: Any) -> Any:  # LangChain's signature
        first, *others = state["messages"]
        return {"messages": [first.model_copy(update={"content": f"{len(others)} more"})]}

    model = ScriptedChatModel(script=[calling(("look", {"n": 1})), AIMessage("noon"), AIMessage("bye")])
    agent = emulated(model, guard, [forgets])
    for text in ("What time is it?", "Thanks."):
        said(agent, text)
        assert "mallory" not in str(model.shown)
