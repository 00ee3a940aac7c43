from langchain.agents import create_agent
from langchain_core.messages import HumanMessage
from langchain_core.tools import tool
from langgraph.checkpoint.memory import InMemorySaver
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import RunId
from mosaic_guard.testing import memory_guard
from mosaic_guard.traces.events import EventKind


@tool
def look(at: str) -> str:
    """Look."""
    return f"saw {at}"


def test_a_decision_names_the_checkpoint_it_was_made_at():
    guard = memory_guard()
    model = ScriptedChatModel(script=[calling(("look", {"at": "it"}))])
    agent = create_agent(model, [look], middleware=[MosaicMiddleware(guard)], checkpointer=InMemorySaver())
    config = {"configurable": {"thread_id": "t"}}
    agent.invoke({"messages": [HumanMessage("look at it")]}, config)
    known = {state.config["configurable"]["checkpoint_id"] for state in agent.get_state_history(config)}
    events = guard.store.events(RunId("t"), [EventKind.DECIDED]).result()
    calls = [e.event.payload for e in events if e.event.payload["phase"] == "call"]
    assert calls
    assert all(payload["checkpoint_id"] in known for payload in calls)
