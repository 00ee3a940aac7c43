"""The start of an agent's run: whose words came in, and whether they may be acted on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.runnables import RunnableConfig

from mosaic_adapters._drive import Steps, check_prompt
from mosaic_adapters._framework.compat import noted_input, requester_of
from mosaic_adapters._framework.messages import is_summary, text_of
from mosaic_adapters._run.scope import followed, session_at

if TYPE_CHECKING:
    from mosaic_adapters.langchain import MosaicMiddleware


def prompt_checked(
    own: MosaicMiddleware, messages: Sequence[BaseMessage], config: RunnableConfig
) -> Steps[dict[str, Any] | None]:
    """Note the run's input, and check it; a refused prompt ends the run before the model is asked."""
    session = session_at(own.guard, config)
    entered = [text_of(m) for m in _input(messages)]
    if not session.is_nested and not noted_input(config):
        session.starts(tuple(entered), requester_of(config))
    yield from followed(session, messages)
    if not entered:
        return None
    decision = yield from check_prompt("\n".join(entered), session.trajectory)
    if decision.allowed:
        return None
    return {"messages": [AIMessage(decision.model_text)], "jump_to": "end"}


def _input(messages: Sequence[BaseMessage]) -> list[BaseMessage]:
    """The human messages at the end of the history: what a run begins with."""
    found: list[BaseMessage] = []
    for message in reversed(messages):
        if not isinstance(message, HumanMessage):
            break
        if not is_summary(message):
            found.insert(0, message)
    return found
