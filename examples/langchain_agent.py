"""A LangChain agent, guarded in one line; a call that needs a person's word waits for it."""

from typing import Any

from langchain.agents import create_agent
from langchain_core.tools import tool
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import Guard


@tool
def read_file(path: str) -> str:
    """Read a file."""
    return f"{path}: Invoice 7 from Acme. Amount: 40. Pay to: NL20."


@tool
def transfer(account: str, amount: int) -> str:
    """Send money."""
    return f"sent {amount} to {account}"


# In place of a real model.
model = ScriptedChatModel(
    script=[calling(("read_file", {"path": "a.txt"})), calling(("transfer", {"account": "NL20", "amount": 40}))]
)


def build(guard: Guard) -> Any:
    return create_agent(
        model, [read_file, transfer], middleware=[MosaicMiddleware(guard)], checkpointer=InMemorySaver()
    )


if __name__ == "__main__":
    agent, thread = build(Guard(store=None)), {"configurable": {"thread_id": "1"}}
    state = agent.invoke({"messages": [("user", "What does the invoice in a.txt say?")]}, thread)
    for request in state["__interrupt__"][0].value["action_requests"]:
        print(request["description"])
    state = agent.invoke(Command(resume={"decisions": [{"type": "reject"}]}), thread)
    for message in state["messages"]:
        message.pretty_print()
