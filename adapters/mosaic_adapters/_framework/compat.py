"""What is read of LangGraph's inside, in one place: each with a probe, and a strict answer where the probe fails."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import FunctionType
from typing import Any, Final

from langchain_core.messages import BaseMessage, HumanMessage
from langchain_core.runnables import RunnableConfig, ensure_config
from langchain_core.tools import BaseTool
from langgraph.prebuilt import ToolNode
from langgraph.types import Command

from mosaic_adapters._framework.messages import as_messages, is_summary, text_of
from mosaic_guard import CoverageError
from mosaic_guard.approval import Place
from mosaic_guard.trajectory import Requester

_READ = "__pregel_read"
_CALL = "__pregel_call"
_CHECKPOINTER = "__pregel_checkpointer"
_SCRATCHPAD = "__pregel_scratchpad"
_RESUME_MAP = "__pregel_resume_map"
_SEGMENT = "|"
ROOT: Final = "__root__"
"""The key of an update that has none."""


def configurable(config: RunnableConfig | None) -> Mapping[str, Any]:
    """The server-side part of a config."""
    return (config or {}).get("configurable") or {}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a node or tool runs."""

    thread: str | None
    namespace: str
    """The graph of the thread: the checkpoint namespace without the node's own segment."""
    checkpoint: str
    """What its step started from; empty without a checkpointer."""


def whereabouts(config: RunnableConfig | None) -> Whereabouts:
    """Read where a node or tool with this config runs."""
    held = configurable(config)
    thread, namespace = held.get("thread_id"), str(held.get("checkpoint_ns") or "").rpartition(_SEGMENT)[0]
    checkpoint = (held.get("checkpoint_map") or {}).get(namespace)
    return Whereabouts(None if thread is None else str(thread), namespace, str(checkpoint or ""))


def task_of(config: RunnableConfig | None) -> str:
    """The step a node or tool with this config is part of: the same after a resume, another at every other turn."""
    return str(configurable(config).get("checkpoint_ns") or "").rpartition(_SEGMENT)[2]


def authenticated_user(config: RunnableConfig | None) -> str | None:
    """The user a LangGraph server authenticated, by its own word."""
    name = _said_of_user(config, "identity")
    return name or None


def requester_of(config: RunnableConfig | None) -> Requester | None:
    """Whose run this is, and of which tenant where the server's authentication says so."""
    user = authenticated_user(config)
    tenants = (_said_of_user(config, name) for name in ("tenant", "tenant_id", "org_id"))
    return Requester(user, next(filter(None, tenants), "")) if user else None


def _said_of_user(config: RunnableConfig | None, name: str) -> str:
    user = configurable(config).get("langgraph_auth_user")
    if isinstance(user, str):
        return user if name == "identity" else ""
    value = user.get(name) if isinstance(user, Mapping) else getattr(user, name, None)
    return str(value) if value else ""


def can_interrupt(config: RunnableConfig | None) -> bool:
    """Whether an interrupt raised here can be answered: without a checkpointer nothing can be resumed."""
    return configurable(config).get(_CHECKPOINTER) not in (None, False) and next_interrupt(config) is not None


@dataclass(frozen=True, slots=True)
class NextInterrupt:
    """What would become of the next interrupt of a step."""

    place: Place
    is_answered: bool
    """An answer is held for an interrupt at this place."""
    takes_any: bool
    """An answer is held that names no interrupt: whichever comes first takes it."""


def next_interrupt(config: RunnableConfig | None) -> NextInterrupt | None:
    """Read which interrupt of its step would be the next, and what is held for it; None where that can't be read."""
    held = configurable(config)
    pad = held.get(_SCRATCHPAD)
    try:
        counter = pad.interrupt_counter._counter  # type: ignore[union-attr]  # what has none is caught
        index = 0 if counter is None else int(repr(counter.__self__)[len("count(") : -1])
        is_answered = index < len(pad.resume)  # type: ignore[union-attr]  # as above
        takes_any = pad.get_null_resume(consume=False) is not None  # type: ignore[union-attr]  # as above
    except (AttributeError, TypeError, ValueError):  # an inside that changed
        return None
    if not any(hasattr(loop, "input") for loop in loops_around(config)):
        return None
    return NextInterrupt(Place(str(held.get("checkpoint_ns") or ""), index), is_answered, takes_any)


def interrupt_to_answer(config: RunnableConfig | None) -> NextInterrupt | None:
    """Read which interrupt would be the next where an answer is held; most steps hold none. A stale one is dropped."""
    pad = configurable(config).get(_SCRATCHPAD)
    try:
        if not pad.resume and pad.get_null_resume(consume=False) is None:  # type: ignore[union-attr]  # as above
            return None
    except (AttributeError, TypeError):  # as above
        return None
    _drop_stale_answer(config)
    return next_interrupt(config)


def _drop_stale_answer(config: RunnableConfig | None) -> None:
    """Drop an answer that names no interrupt, unless this run brought it: LangGraph keeps it after it was taken."""
    held = configurable(config)
    resumes = (getattr(getattr(loop, "input", None), "resume", None) for loop in loops_around(config))
    if held.get(_RESUME_MAP) or all(resume is None for resume in resumes):
        held[_SCRATCHPAD].get_null_resume(consume=True)


def loops_around(config: RunnableConfig | None) -> Iterator[Any]:
    """The running graphs around a node or tool, the innermost first, as far as they can be seen."""
    while True:
        call = configurable(config).get(_CALL)
        while isinstance(call, FunctionType):  # a node with a time limit: LangGraph's own stands around it
            call = inspect.getclosurevars(call).nonlocals.get("call")
        loop = getattr(getattr(call, "keywords", {}).get("schedule_task"), "__self__", None)
        if loop is None:
            return
        yield loop
        config = getattr(loop, "config", None)


def channels_of(config: RunnableConfig | None) -> Mapping[str, Any] | None:
    """The live state of the run a node belongs to; the same object at every step of one run."""
    read = configurable(config).get(_READ)
    args: tuple[Any, ...] = getattr(read, "args", ())
    channels = args[1] if len(args) > 1 else None
    return channels if isinstance(channels, Mapping) else None


def messages_in_state(config: RunnableConfig | None, key: str = "messages") -> Sequence[BaseMessage] | None:
    """Read the messages of the graph a tool runs in; None where they can't be read."""
    value = _in_state(config, key)
    return None if value is None else messages_of(value, key)


def memory_in_state(config: RunnableConfig | None) -> Mapping[str, str]:
    """Read the files that deep agents' own middleware puts into the system prompt, by path."""
    value = _in_state(config, "memory_contents")
    return value if isinstance(value, Mapping) else {}


def _in_state(config: RunnableConfig | None, key: str) -> object:
    channels, read = channels_of(config), configurable(config).get(_READ)
    if channels is None or read is None or key not in channels:
        return None
    try:
        value: object = read(key)
    except Exception:  # an inside that changed; what can't be read is treated as untrusted by the caller
        return None
    return value


def messages_of(state: object, key: str) -> list[BaseMessage] | None:
    """The messages of a state of any shape: a list, a dict, or an object with fields."""
    value: Any = state
    if isinstance(state, Mapping):
        value = state.get(key)
    elif not isinstance(state, list):
        value = getattr(state, key, None)
    if not isinstance(value, list):
        return None
    # a reducer makes all of them messages, or none
    are_messages = not value or (isinstance(value[0], BaseMessage) and isinstance(value[-1], BaseMessage))
    return value if are_messages else None


def tools_in_graph(config: RunnableConfig | None) -> list[BaseTool]:
    """The tools of every tools node of the running graph; none where they can't be seen."""
    nodes = getattr(next(loops_around(config), None), "nodes", None)
    bound = [getattr(n, "bound", None) for n in nodes.values()] if isinstance(nodes, Mapping) else []
    return [tool for node in bound if isinstance(node, ToolNode) for tool in node.tools_by_name.values()]


def is_wrapped(node: ToolNode) -> bool:
    """Whether something around the calls of a tools node may run them by itself, or by tools the node does not have."""
    missing = object()
    return any(getattr(node, name, missing) is not None for name in ("_wrap_tool_call", "_awrap_tool_call"))


def pairs_of(update: Any) -> Sequence[tuple[str, Any]]:
    """What LangGraph writes of a command's update: each part with its key, some more than once.

    Raises:
        CoverageError: this version of LangGraph does not tell.
    """
    if isinstance(update, BaseMessage):  # its fields would pass for keys
        return [(ROOT, update)]
    read = getattr(Command(update=update), "_update_as_tuples", None)
    if read is None:
        msg = f"a {type(update).__qualname__} can't be read as an update in this version of langgraph; write a dict"
        raise CoverageError(msg)
    pairs: Sequence[tuple[str, Any]] = read()
    return pairs


def with_tools(node: ToolNode, tools: Mapping[str, BaseTool]) -> ToolNode:
    """A copy of a tools node that runs these tools.

    Raises:
        CoverageError: this version of LangGraph keeps them elsewhere.
    """
    twin = copy.copy(node)
    twin.__dict__["_tools_by_name"] = dict(tools)
    for attribute, method in (("func", "_func"), ("afunc", "_afunc")):
        if hasattr(node, attribute) and hasattr(node, method):
            twin.__dict__[attribute] = getattr(twin, method)
    reached = getattr(twin.__dict__.get("func"), "__self__", None) is twin
    if not reached or any(twin.tools_by_name.get(name) is not tool for name, tool in tools.items()):
        msg = (
            f"the tools of {type(node).__qualname__} can't be replaced in this version of langgraph; use guard_tools()"
        )
        raise CoverageError(msg)
    return twin


DEFAULT_ERROR_HANDLER: Final = "__default_error_handler__"
_INPUT: Final = "__mosaic_input"


def is_outermost(config: RunnableConfig | None) -> bool:
    """Whether a run that starts with this config is started by no other run."""
    return _READ not in configurable(ensure_config(config))


def noting_input(given: object, config: RunnableConfig | None) -> RunnableConfig:
    """A config that carries the human texts of a run's input; a `Command` is no input of a user."""
    texts: list[str] = []
    if isinstance(given, (Mapping, list)) or hasattr(given, "__dict__"):
        for value in _message_lists(given):
            texts += [text_of(m) for m in value if isinstance(m, HumanMessage) and not is_summary(m)]
    held = dict(configurable(config))
    return {**(config or {}), "configurable": {**held, _INPUT: tuple(texts)}}


def noted_input(config: RunnableConfig | None) -> tuple[str, ...]:
    """What `noting_input` noted."""
    noted = configurable(config).get(_INPUT)
    return noted if isinstance(noted, tuple) else ()


def _message_lists(given: object) -> list[list[BaseMessage]]:
    if isinstance(given, Command):
        return []
    if isinstance(given, Mapping):
        values: list[Any] = list(given.values())
    else:
        values = [given] if isinstance(given, list) else list(vars(given).values())
    read = (as_messages(value if isinstance(value, list) else [value]) for value in values)
    return [messages for messages in read if messages]
