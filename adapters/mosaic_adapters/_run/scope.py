"""Where a guarded tool runs: set by the node or middleware around it, or found out by the tool itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from langchain_core.messages import BaseMessage, ToolMessage
from langchain_core.runnables import RunnableConfig

from mosaic_adapters._drive import Steps, check_output, relayed, resume
from mosaic_adapters._framework.compat import (
    can_interrupt,
    channels_of,
    memory_in_state,
    messages_in_state,
    noted_input,
    requester_of,
    whereabouts,
)
from mosaic_adapters._framework.messages import answers_after, content_of, item, message_id, proposals
from mosaic_adapters._run.caller import caller_of
from mosaic_adapters._run.session import Session
from mosaic_adapters._run.sessions import Sessions
from mosaic_guard import Entry, Guard, Origin, ToolCall, ToolOutput, Trajectory

ApproverOf = Callable[[RunnableConfig], str | None]
"""Names who is answering, from the server's side of the config; None: nobody is known."""


@dataclass(slots=True)
class Token:
    """Leave to run one call, used up by the guarded tool that runs it."""

    entry: Entry
    used: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """The run a tool call belongs to."""

    session: Session
    message_id: str = ""
    """Of the assistant message that proposed the call."""
    may_interrupt: bool = False
    """The call is alone in its task, so that an interrupt can't be answered for another call."""
    approver_of: ApproverOf | None = None
    """Who is answering; by default the user a LangGraph server authenticated."""
    tokens: Sequence[Token] = ()
    """For the calls that were let through before their tools are reached."""

    @property
    def trajectory(self) -> Trajectory:
        """The run so far."""
        return self.session.trajectory

    def holding(self, tokens: Sequence[Token]) -> Scope:
        """The same place, with leave for these calls."""
        return Scope(self.session, self.message_id, self.may_interrupt, self.approver_of, tokens)

    def token_for(self, call: ToolCall) -> Entry | None:
        """Use up the leave for exactly this call; one for other arguments of it is void, since they don't run."""
        mine = [t for t in self.tokens if not t.used and t.entry.call.id == call.id]
        token = next((t for t in mine if t.entry.call == call), None)
        for void in (token,) if token else mine:
            void.used = True
            if token is None:
                self.session.guard.leave(void.entry, self.trajectory, outcome="paused")
        return token.entry if token else None


_SCOPES: Final[ContextVar[tuple[Scope, ...]]] = ContextVar("mosaic_scopes", default=())
"""The outermost first: an agent may have several guards."""
_PARENT: Final[ContextVar[Trajectory | None]] = ContextVar("mosaic_parent", default=None)


@contextmanager
def within(scope: Scope) -> Iterator[None]:
    """Tell the guarded tools that run inside where they are."""
    token = _SCOPES.set((*_SCOPES.get(), scope))
    try:
        yield
    finally:
        _SCOPES.reset(token)


@contextmanager
def beneath(trajectory: Trajectory) -> Iterator[None]:
    """Make whatever starts inside (subagents, agents as tools) a child of this run."""
    scopes, parent = _SCOPES.set(()), _PARENT.set(trajectory)
    try:
        yield
    finally:
        _PARENT.reset(parent)
        _SCOPES.reset(scopes)


def session_at(guard: Guard, config: RunnableConfig | None) -> Session:
    """The session of the run that a node or tool with this config is part of."""
    where, life = whereabouts(config), channels_of(config)
    find_caller = partial(caller_of, config, where.namespace)
    session = Sessions.of(guard).get(where.thread, where.namespace, _PARENT.get(), life, find_caller)
    if not session.knows_caller_in(life):
        caller = find_caller()
        if caller is not None:
            session.called_by(caller, requester_of(config), life)
        else:
            session.starts(noted_input(config), requester_of(config))
    session.trajectory.checkpoint = where.checkpoint
    return session


def may_ask(guard: Guard, config: RunnableConfig | None) -> bool:
    """Whether it is for the framework to ask, and somebody can answer."""
    return not guard.answers_itself and can_interrupt(config)


def current(guard: Guard) -> Scope | None:
    """The innermost scope set around here that belongs to this guard."""
    for scope in reversed(_SCOPES.get()):
        if scope.session.guard is guard:
            return scope
    return None


def followed(session: Session, messages: Sequence[BaseMessage]) -> Steps[None]:
    """Bring a session up to date; catch up with the store when the run was loaded anew; check what nobody checked."""
    if session.is_new_to(messages):
        session.knows((yield from relayed(session.trajectory)))
    unchecked, anew = session.follow(messages)
    if anew:
        yield from resume(session.trajectory)
    yield from checked_messages(session, unchecked)


def checked_messages(session: Session, messages: Sequence[ToolMessage]) -> Steps[None]:
    """Check outputs that no guarded tool delivered, and keep a clean copy of those that need it for the model."""
    for message in messages:
        output = item(message, 0, Origin.UNTRUSTED)
        assert isinstance(output, ToolOutput), "a tool message is an output"
        delivery = yield from check_output(output, session.trajectory)
        if delivery.content is output:
            session.delivers(message)
        else:
            changes: dict[str, Any] = {"content": content_of(delivery.content.content)}
            if output.structured is not None:
                changes["artifact"] = delivery.content.structured
            clean = message.model_copy(update=changes)
            session.delivers(clean)
            session.view.cleans(message, clean)


def located(guard: Guard, config: RunnableConfig | None, call_id: str) -> Steps[Scope]:
    """Find out where a tool runs that nobody told: from its config and the state of its graph."""
    session = session_at(guard, config)
    messages = messages_in_state(config)
    if messages is None:
        session.distrust()
        return Scope(session)
    yield from followed(session, messages)
    session.recalls(memory_in_state(config))
    found = next(proposals(messages, call_id), None)
    if found is None:
        return Scope(session)
    index, proposed = found
    answered = answers_after(messages, index)
    open_calls = [c for c in proposed.tool_calls if c["id"] not in answered]
    return Scope(session, message_id(proposed, index), may_ask(guard, config) and len(open_calls) == 1)
