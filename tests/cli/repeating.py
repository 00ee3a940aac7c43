"""An agent whose model uses one call id in every turn, as some do, and the record of its run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from langchain.agents import create_agent
from langchain_core.messages import HumanMessage
from langchain_core.tools import tool
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import Guard


@tool
def read_mail() -> str:
    """Read the newest mail."""
    return "Amount: 40. Pay to: NL20."


@tool
def transfer(account: str) -> str:
    """Send money."""
    return f"sent to {account}"


def recorded(place: Path) -> bytes:
    """Record in a store how a mail is read, and a person approves a transfer; gives the store's key."""
    model = ScriptedChatModel(script=[calling(("read_mail", {})), calling(("transfer", {"account": "NL20"}))])
    guard, thread = Guard(store=place), {"configurable": {"thread_id": "twice"}}
    ours, saver = [MosaicMiddleware(guard)], InMemorySaver()
    agent: Any = create_agent(model, [read_mail, transfer], middleware=ours, checkpointer=saver)
    agent.invoke({"messages": [HumanMessage("What does my mail say?")]}, thread)
    agent.invoke(Command(resume={"decisions": [{"type": "approve"}]}), thread)
    guard.close()
    return guard.store.key
