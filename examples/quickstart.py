"""Guard a LangChain agent: one argument more."""

from typing import Any

from langchain.agents import create_agent
from langchain_core.language_models import BaseChatModel
from langchain_core.tools import BaseTool
from langgraph.checkpoint.memory import InMemorySaver
from mosaic_adapters.langchain import MosaicMiddleware

from mosaic_guard import Guard


def build(model: BaseChatModel, tools: list[BaseTool]) -> Any:
    guard = Guard()  # what tools do is inferred, erring to the strict side; Guard.from_file("mosaic.yaml") knows it
    return create_agent(model, tools, middleware=[MosaicMiddleware(guard)], checkpointer=InMemorySaver())
