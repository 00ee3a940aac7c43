"""A tools node that decides its whole batch before anything runs, then delegates to the node it stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from langchain_core.messages import BaseMessage, ToolMessage
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.tools import BaseTool
from langgraph.graph import MessagesState, StateGraph
from langgraph.prebuilt import ToolNode

from mosaic_adapters._drive import Steps, adrive, drive, execute, needed
from mosaic_adapters._framework.compat import is_wrapped, memory_in_state, with_tools
from mosaic_adapters._framework.updates import held, holding, is_several, state_of
from mosaic_adapters._output.results import mapped_messages, tool_messages
from mosaic_adapters._run.scope import ApproverOf, Scope, Token, beneath, followed, may_ask, session_at, within
from mosaic_adapters._tool.admission import admitted, checked_by_nobody, checked_where_new, given_up_together, run_with
from mosaic_adapters._tool.guarded import guard_tool
from mosaic_adapters._turn.batch import Batch, bound, decided, noticed
from mosaic_adapters._turn.proposal import Proposal, read
from mosaic_guard import Guard


class GuardedToolsNode(Runnable[Any, Any]):
    """Stands for a tools node: same input and output, same name in the graph."""

    def __init__(
        self,
        node: Any,
        guard: Guard,
        *,
        messages_key: str = "messages",
        tools: Sequence[BaseTool] = (),
        approver_of: ApproverOf | None = None,
    ) -> None:
        self.guard = needed(guard, approver_of)
        self.messages_key = messages_key
        self.approver_of = approver_of
        given = node.tools_by_name.values() if isinstance(node, ToolNode) else tools
        self.tools: Mapping[str, BaseTool] = {t.name: guard_tool(t, guard) for t in given}
        self.is_tool_node = isinstance(node, ToolNode)
        self.runs_guarded_tools_only = isinstance(node, ToolNode) and not is_wrapped(node)
        self.node = with_tools(node, self.tools) if isinstance(node, ToolNode) else _runnable(node)

    def invoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Any:  # LangChain's
        """Decide, then run what may run."""
        return drive(self.guard, self._steps(input, config), lambda given: self.node.invoke(given, config, **kwargs))

    async def ainvoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Any:  # as above
        """Async twin of `invoke`."""

        async def guarded(given: Any) -> Any:
            return await self.node.ainvoke(given, config, **kwargs)

        return await adrive(self.guard, self._steps(input, config), guarded)

    def _steps(self, given: Any, config: RunnableConfig | None) -> Steps[Any]:
        session = session_at(self.guard, config)
        proposal = read(given, config, self.messages_key)
        if proposal is None:
            session.distrust()
            return (yield from self._unread(given, Scope(session)))
        if proposal.messages is None:
            session.distrust()
        else:
            yield from followed(session, proposal.messages)
            session.recalls(memory_in_state(config))
        scope = Scope(session, proposal.message_id, approver_of=self.approver_of)
        yield from bound(session, self.tools)
        ask = may_ask(self.guard, config)
        attended = ask or self.guard.answers_itself
        batch = yield from decided(scope, proposal.calls, self.tools, ask=ask, attended=attended)
        if self.runs_guarded_tools_only:
            return (yield from self._by_guarded_tools(scope, proposal, batch))
        return (yield from self._by_entering(scope, proposal, batch))

    def _by_guarded_tools(self, scope: Scope, proposal: Proposal, batch: Batch) -> Steps[Any]:
        if not batch.run:
            return proposal.answered_by([])
        with within(scope):
            result = yield from execute(proposal.having(batch.run))
        result = yield from checked_where_new(scope, result, batch.calls)
        return self._noticed(scope, batch, range(len(batch.calls)), result)

    def _by_entering(self, scope: Scope, proposal: Proposal, batch: Batch) -> Steps[Any]:
        """A node that may run a call by anything but a guarded tool gets only those that may run, each once."""
        tokens: list[Token] = []
        answers: list[BaseMessage] = []
        run: list[int] = []
        with given_up_together(tokens, scope):
            for place, call in enumerate(batch.calls):
                leave = yield from admitted(scope, call, self.tools.get(call.name))
                if isinstance(leave, ToolMessage):
                    answers.append(leave)
                else:
                    tokens.append(leave)
                    run.append(place)
        if not run:
            return proposal.answered_by(answers)
        known = scope.holding(tokens)
        inside = partial(within, known) if self.is_tool_node else partial(beneath, scope.trajectory)
        result = yield from run_with(tokens, scope, inside, proposal.having([batch.run[place] for place in run]))
        result = yield from checked_by_nobody(scope, result, tokens[0].entry.call)
        return _joined(self._noticed(scope, batch, run, result), answers, proposal)

    def _noticed(self, scope: Scope, batch: Batch, ran: Sequence[int], result: Any) -> Any:
        """Tell the model what a person changed; where calls share an id, their answers stand in the calls' order."""
        if batch.edited.isdisjoint(ran):
            return result
        waiting: defaultdict[str, list[int]] = defaultdict(list)
        for place in ran:
            waiting[batch.calls[place].id].append(place)

        def told(message: ToolMessage) -> ToolMessage:
            places = waiting[message.tool_call_id]
            place = places.pop(0) if len(places) > 1 else next(iter(places), None)
            return noticed(message, batch.calls[place]) if place in batch.edited else message

        result = mapped_messages(result, told)
        for message in tool_messages(result):
            scope.session.delivers(message)
        return result

    def _unread(self, given: Any, scope: Scope) -> Steps[Any]:
        """No calls could be read: guarded tools still decide for themselves; nothing else may run."""
        if not self.is_tool_node:
            msg = f"a {type(given).__name__} holds no tool calls to guard; name its list of messages: messages_key=…"
            raise ValueError(msg)
        with within(scope):
            return (yield from execute(given))


def guard_tools_node(
    node: Any,
    guard: Guard,
    *,
    messages_key: str = "messages",
    tools: Sequence[BaseTool] = (),
    approver_of: ApproverOf | None = None,
) -> GuardedToolsNode:
    """Guard one tools node.

        builder.add_node("tools", guard_tools_node(ToolNode(tools), guard))

    Args:
        node: a `ToolNode`, or any function or runnable that runs the tool calls of the last message.
        guard: who decides.
        messages_key: where the state keeps its messages.
        tools: the tools of a node that is no `ToolNode`, so that their calls can be judged; unknown ones can't act.
        approver_of: names who answers an interrupt, from the server's side of the config.
    """
    return GuardedToolsNode(node, guard, messages_key=messages_key, tools=tools, approver_of=approver_of)


def _runnable(node: Any) -> Any:
    """A function as the node a graph would make of it, with all that a node's function may ask for."""
    if isinstance(node, Runnable):
        return node
    builder = StateGraph(MessagesState)
    builder.add_node("tools", node)
    return builder.nodes["tools"].runnable


def _joined(result: Any, answers: Sequence[BaseMessage], proposal: Proposal) -> Any:
    if not answers:
        return result
    more = proposal.answered_by(answers)
    state = state_of(result)
    if state is not None and isinstance(more, dict):
        part = state.get(proposal.key, ())
        known = held(part) if isinstance(held(part), (list, tuple)) else [held(part)]
        return {**state, proposal.key: holding(part, _in_order([*known, *answers], proposal))}
    if is_several(result):
        return _in_order([*result, *more], proposal) if isinstance(more, list) else [*result, more]
    return [result, more]


def _in_order(messages: Sequence[Any], proposal: Proposal) -> list[Any]:
    """The messages in the order of the calls they answer."""
    places = {call.get("id"): place for place, call in enumerate(proposal.handed)}
    return sorted(messages, key=lambda m: places.get(getattr(m, "tool_call_id", None), len(places)))
