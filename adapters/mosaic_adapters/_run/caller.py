"""Who called a run: the outermost graph around it, and what that was given. Read of LangGraph's inside, with probes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.runnables import RunnableConfig
from langgraph.types import Command

from mosaic_adapters._framework.compat import loops_around, noted_input, noting_input
from mosaic_adapters._framework.messages import is_summary, text_of


@dataclass(frozen=True, slots=True)
class Caller:
    """The outermost run that a node or tool is part of."""

    given: object
    """What it was given; the same object at every step."""
    life: Mapping[str, Any]
    """Its live state; the same object at every step."""
    nodes: frozenset[str]
    """The names of its nodes: a human message under one of them is a report, not a person's word."""
    is_around: bool
    """Whether it is another graph than that of the node or tool."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What the user said to begin this run; nothing when it was only resumed."""
        if isinstance(self.given, tuple):
            return self.given
        return noted_input(noting_input(self.given, None)) or tuple(_strings(self.given))

    @property
    def is_resumed(self) -> bool:
        """Whether it only goes on: then nobody said anything new to it."""
        return self.given is None or isinstance(self.given, Command)

    def said_before(self, texts: Sequence[str]) -> Iterator[str]:
        """What stands, in the state of the outermost graph, where a user speaks, up to what began this run."""
        for messages in self._histories():
            entered = [i for i, m in enumerate(messages) if isinstance(m, HumanMessage) and text_of(m) in texts]
            end = (entered[-1] if entered else 0) if texts else len(messages)
            for before, message in zip([None, *messages[:end]], messages[:end], strict=False):
                if self._stands_where_users_do(message, before):
                    yield text_of(message)

    def is_reported(self, message: BaseMessage) -> bool:
        """Whether a message bears the name of a node."""
        return message.name in self.nodes

    def _stands_where_users_do(self, message: BaseMessage, before: BaseMessage | None) -> bool:
        if not isinstance(message, HumanMessage) or is_summary(message) or self.is_reported(message):
            return False
        answered = isinstance(before, AIMessage) and not before.tool_calls
        return answered or before is None or isinstance(before, SystemMessage)

    def _histories(self) -> Iterator[list[BaseMessage]]:
        for channel in self.life.values():
            try:
                value = channel.get()
            except Exception:  # noqa: S112  # empty, or an inside that changed: nobody's words are known then
                continue
            if isinstance(value, list) and value and all(isinstance(m, BaseMessage) for m in value):
                yield value


def caller_of(config: RunnableConfig | None, namespace: str) -> Caller | None:
    """The outermost run around a node or tool of the graph in this namespace; None where it can't be seen."""
    loops = list(loops_around(config))
    is_around = len(loops) > 1
    # a task stands in a namespace of its own, but in the same run
    if not loops or (namespace and not is_around and getattr(loops[0], "is_nested", True)):
        return None
    life, nodes = getattr(loops[-1], "channels", None), getattr(loops[-1], "nodes", None)
    if not isinstance(life, Mapping) or not isinstance(nodes, Mapping):
        return None
    given = noted_input(config) or getattr(loops[-1], "input", None)
    return Caller(given, life, frozenset(map(str, nodes)), is_around)


def _strings(given: object) -> Iterator[str]:
    """The texts in an input of any shape; what is given as somebody else's message is none of the user's."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, (list, tuple)):
        for value in given:
            yield from _strings(value)
    elif isinstance(given, Mapping) and not {"role", "type"} & given.keys():
        yield from _strings(list(given.values()))
