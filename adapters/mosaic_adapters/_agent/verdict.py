"""The end of an agent's turn: one batched question to a person, and the end of runs that go in circles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool

from mosaic_adapters._drive import Steps
from mosaic_adapters._framework.compat import tools_in_graph
from mosaic_adapters._framework.messages import last_proposal
from mosaic_adapters._run.scope import Scope, followed, may_ask, session_at
from mosaic_adapters._tool.execution import all_refused
from mosaic_adapters._turn.batch import Batch, bound, decided
from mosaic_adapters._turn.proposal import Proposal, read
from mosaic_guard import Action

if TYPE_CHECKING:
    from mosaic_adapters.langchain import MosaicMiddleware

ENDED = "I stopped: the safety check refused the same step again and again. Tell me how to go on without it."

BESIDE = (
    "Not run: the safety check ended the run at another call of this turn, which was refused again and again. "
    "This call itself was not refused."
)


def turn_settled(
    own: MosaicMiddleware, messages: Sequence[BaseMessage], config: RunnableConfig
) -> Steps[dict[str, Any] | None]:
    """Decide the whole batch, ask where it has to be asked, and answer only those calls that no tools step can."""
    found = last_proposal(messages)
    if found is None or not found[1].tool_calls:
        return None
    proposal = read(list(messages), config)
    if proposal is None or not proposal.calls:
        return None
    session = session_at(own.guard, config)
    yield from followed(session, messages)
    scope = Scope(session, proposal.message_id, approver_of=own.approver_of)
    if not session.bound:  # a run that another process began: no model was called here yet
        found_tools = {t.name: own.guarded(t) for t in tools_in_graph(config)}
        yield from bound(session, found_tools)
    tools = own.tools_of(session)
    can_ask = may_ask(own.guard, config)
    ask, attended = own.approval == "batched" and can_ask, can_ask or own.guard.answers_itself
    batch = yield from decided(scope, proposal.calls, tools, ask=ask, attended=attended)
    return (yield from _update(scope, batch, tools, proposal))


def _update(
    scope: Scope, batch: Batch, tools: Mapping[str, BaseTool], proposal: Proposal
) -> Steps[dict[str, Any] | None]:
    if not batch.edited and all(d.allowed for d in batch.decisions):
        return None
    if any(d.ends_run for d in batch.decisions):
        decisions = [replace(d, model_text=BESIDE) if d.allowed else d for d in batch.decisions]
        answers = yield from all_refused(scope, batch.calls, decisions)
        return {"messages": [*answers, AIMessage(ENDED)], "jump_to": "end"}
    direct = all(
        d.action is Action.REFUSE and c.name in tools and tools[c.name].return_direct
        for c, d in zip(batch.calls, batch.decisions, strict=True)
    )
    if direct:
        return {"messages": (yield from all_refused(scope, batch.calls, batch.decisions)), "jump_to": "model"}
    return {"messages": [proposal.revised(batch.run)]} if batch.edited else None
