"""Guard a LangChain agent: one argument more."""

from langchain.agents import create_agent
from langgraph.checkpoint.memory import InMemorySaver
from mosaic_adapters.langchain import MosaicMiddleware

from mosaic_guard import Guard


def build(model, tools):
    guard = Guard.from_file("mosaic.yaml")  # or Guard(): no file, everything inferred, erring to the strict side
    return create_agent(model, tools, middleware=[MosaicMiddleware(guard)], checkpointer=InMemorySaver())
