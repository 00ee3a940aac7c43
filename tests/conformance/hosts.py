"""Every way a guard is put into an agent. One test body runs in all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from deepagents import create_deep_agent
from langchain.agents import create_agent
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.runnables import RunnableLambda
from langchain_core.tools import BaseTool
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition
from mosaic_adapters.deepagents import guard_deep_agent
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.langgraph import SafetyCheckNode, guard_graph, guard_tools, guard_tools_node, route_after_check
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import Guard
from tests.conformance.world import BRIEF, TASK, Conversation, World, saver

AUTO: Any = object()
"""A checkpointer in memory, made anew."""

Build = Callable[[ScriptedChatModel, Sequence[BaseTool], Guard, Any], Any]


@dataclass(frozen=True, slots=True)
class Host:
    """One way to guard an agent."""

    name: str
    build: Build
    delegates: bool = False
    """The calls under test are made by a subagent."""

    def converse(
        self,
        world: World,
        *turns: AIMessage,
        tools: Sequence[BaseTool] | None = None,
        checkpointer: Any = AUTO,
        is_async: bool = False,
    ) -> Conversation:
        """Start a conversation with an agent whose model says `turns`, then `done`."""
        model = ScriptedChatModel(script=self._script(turns))
        kept = saver() if checkpointer is AUTO else checkpointer
        agent = self.build(model, world.tools if tools is None else tools, world.guard, kept)
        return Conversation(agent, model, is_async=is_async)

    def _script(self, turns: Sequence[AIMessage]) -> Any:
        return _delegating(turns) if self.delegates else list(turns)


def _delegating(turns: Sequence[AIMessage]) -> Callable[[Sequence[BaseMessage]], AIMessage]:
    inner, outer = list(turns), [calling(("task", {"description": BRIEF, "subagent_type": "helper"}, "task_0"))]

    def script(history: Sequence[BaseMessage]) -> AIMessage:
        script = inner if any(m.type == "human" and m.text == BRIEF for m in history) else outer
        turn = sum(isinstance(m, AIMessage) for m in history)
        return script[turn] if turn < len(script) else AIMessage("done")

    return script


def model_node(model: Any, key: str = "messages") -> RunnableLambda[Any, Any]:
    """Make the node that calls the model, sync and async."""

    def call(state: Any) -> dict[str, Any]:
        return {key: [model.invoke(read(state, key))]}

    async def acall(state: Any) -> dict[str, Any]:
        return {key: [await model.ainvoke(read(state, key))]}

    return RunnableLambda(call, acall)


def read(state: Any, key: str) -> Any:
    """Read a field of a state that is a dict or an object."""
    return state[key] if isinstance(state, dict) else getattr(state, key)


def loop(model: Any, tools: Any, state: type = MessagesState) -> StateGraph[Any]:
    """Build the classic graph of a model and a tools node."""
    builder = StateGraph(state)
    builder.add_node("model", model_node(model))
    builder.add_node("tools", tools)
    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", tools_condition)
    builder.add_edge("tools", "model")
    return builder


def middleware(approval: str) -> Build:
    def build(model: Any, tools: Any, guard: Guard, checkpointer: Any) -> Any:
        own = MosaicMiddleware(guard, approval=approval)
        return create_agent(model, tools, middleware=[own], checkpointer=checkpointer)

    return build


def graph(model: Any, tools: Any, guard: Guard, checkpointer: Any) -> Any:
    return guard_graph(loop(model, ToolNode(tools)), guard).compile(checkpointer=checkpointer)


def compiled(model: Any, tools: Any, guard: Guard, checkpointer: Any) -> Any:
    return guard_graph(create_agent(model, tools, checkpointer=checkpointer), guard)


def tools_node(model: Any, tools: Any, guard: Guard, checkpointer: Any) -> Any:
    return loop(model, guard_tools_node(ToolNode(tools), guard)).compile(checkpointer=checkpointer)


def check_node(model: Any, tools: Any, guard: Guard, checkpointer: Any) -> Any:
    check = SafetyCheckNode(guard, tools)
    builder = StateGraph(MessagesState)
    builder.add_node("model", model_node(model))
    builder.add_node("check", check)
    builder.add_node("tools", check.tools_node())
    builder.add_edge(START, "model")
    builder.add_edge("model", "check")
    builder.add_conditional_edges("check", route_after_check, {"tools": "tools", "model": "model", END: END})
    builder.add_edge("tools", "model")
    return builder.compile(checkpointer=checkpointer)


def bare_tools(model: Any, tools: Any, guard: Guard, checkpointer: Any) -> Any:
    return loop(model, ToolNode(guard_tools(tools, guard))).compile(checkpointer=checkpointer)


def deep(model: Any, tools: Any, guard: Guard, checkpointer: Any) -> Any:
    return create_deep_agent(**guard_deep_agent(guard, model=model, tools=tools), checkpointer=checkpointer)


def deep_subagent(model: Any, tools: Any, guard: Guard, checkpointer: Any) -> Any:
    helper = {"name": "helper", "description": "Helps.", "system_prompt": "Help.", "tools": list(tools)}
    return create_deep_agent(
        **guard_deep_agent(guard, model=model, tools=[], subagents=[helper]), checkpointer=checkpointer
    )


HOSTS = (
    Host("middleware", middleware("batched")),
    Host("middleware_per_call", middleware("per_call")),
    Host("guard_graph", graph),
    Host("guard_graph_compiled", compiled),
    Host("guard_tools_node", tools_node),
    Host("safety_check_node", check_node),
    Host("guard_tools", bare_tools),
    Host("deepagents", deep),
    Host("deepagents_subagent", deep_subagent, delegates=True),
)

__all__ = ["BRIEF", "HOSTS", "TASK", "Host", "loop", "middleware", "model_node", "read"]
