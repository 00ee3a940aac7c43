"""The visible step between model and tools: plan → check → act or refuse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from langchain_core.messages import BaseMessage, ToolMessage
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.tools import BaseTool
from langgraph.graph import END
from langgraph.prebuilt import ToolNode

from mosaic_adapters._drive import Steps, adrive, drive, needed
from mosaic_adapters._framework.compat import messages_of
from mosaic_adapters._framework.messages import answers_after, last_proposal
from mosaic_adapters._framework.specs import as_tools
from mosaic_adapters._graph.node import GuardedToolsNode
from mosaic_adapters._run.scope import ApproverOf, Scope, followed, may_ask, session_at
from mosaic_adapters._run.seal import mark_of
from mosaic_adapters._tool.execution import all_refused
from mosaic_adapters._tool.guarded import guard_tool
from mosaic_adapters._turn.batch import bound, decided
from mosaic_adapters._turn.proposal import read
from mosaic_guard import Action, Guard

Route = Literal["tools", "model", "__end__"]


class SafetyCheckNode(Runnable[Any, Any]):
    """Decides the tool calls the model proposed, before the tools node; asks a person where a call waits for one.

    Refused calls are answered in the state, with an error message the model can plan anew from. What enforces it are
    the guarded tools: take them from `tools_node()` (or `tools`), and nothing that jumps past this node gets through.

        check = SafetyCheckNode(guard, tools)
        builder.add_node("check", check)
        builder.add_node("tools", check.tools_node())
        builder.add_conditional_edges("check", route_after_check, {"tools": "tools", "model": "agent", END: END})

    Args:
        guard: who decides.
        tools: what the agent can call.
        messages_key: where the state keeps its messages.
        approver_of: names who answers an interrupt, from the server's side of the config.
    """

    def __init__(
        self,
        guard: Guard,
        tools: Sequence[BaseTool | Callable[..., Any]] = (),
        *,
        messages_key: str = "messages",
        approver_of: ApproverOf | None = None,
    ) -> None:
        self.guard = needed(guard, approver_of)
        self.messages_key = messages_key
        self.approver_of = approver_of
        self._tools = {t.name: guard_tool(t, guard) for t in as_tools(tools)}

    @property
    def tools(self) -> list[BaseTool]:
        """The tools, guarded: bind the model to them, and run no others."""
        return list(self._tools.values())

    def tools_node(self, **options: Any) -> GuardedToolsNode:
        """Make the tools node that goes with this check; `options` are those of `ToolNode`."""
        node = ToolNode(self.tools, messages_key=self.messages_key, **options)
        return GuardedToolsNode(node, self.guard, messages_key=self.messages_key, approver_of=self.approver_of)

    def invoke(self, input: Any, config: RunnableConfig | None = None, **_: Any) -> Any:  # LangChain's name
        """Check the calls of the last message."""
        return drive(self.guard, self._steps(input, config))

    async def ainvoke(self, input: Any, config: RunnableConfig | None = None, **_: Any) -> Any:  # as above
        """Async twin of `invoke`."""
        return await adrive(self.guard, self._steps(input, config))

    def _steps(self, given: Any, config: RunnableConfig | None) -> Steps[Any]:
        proposal = read(given, config, self.messages_key)
        if proposal is None or proposal.messages is None or not proposal.calls:
            return {}
        session = session_at(self.guard, config)
        yield from followed(session, proposal.messages)
        scope = Scope(session, proposal.message_id, approver_of=self.approver_of)
        yield from bound(session, self._tools)
        ask = may_ask(self.guard, config)
        attended = ask or self.guard.answers_itself
        batch = yield from decided(scope, proposal.calls, self._tools, ask=ask, attended=attended)
        messages: list[BaseMessage] = [proposal.revised(batch.run)] if batch.edited else []
        # where something is left to run, the tools node answers the others too, so that each call has only one answer
        if all(decision.action is Action.REFUSE for decision in batch.decisions):
            messages += yield from all_refused(scope, batch.calls, batch.decisions)
        return proposal.answered_by(messages) if messages else {}


def route_after_check(state: Any, *, messages_key: str = "messages") -> Route:
    """Say where to go after a `SafetyCheckNode`: `tools` while a call is open, `model` to plan anew, else the end.

    A run in which the same intent was refused too often ends as well.
    """
    messages = messages_of(state, messages_key) or []
    found = last_proposal(messages)
    if found is None or not found[1].tool_calls:
        return END  # type: ignore[return-value]  # END is that literal
    index, proposed = found
    answers: Mapping[str, ToolMessage] = answers_after(messages, index)
    if any(mark_of(a).get("ends_run") for a in answers.values()):
        return END  # type: ignore[return-value]  # as above
    return "tools" if any(c["id"] not in answers for c in proposed.tool_calls) else "model"
