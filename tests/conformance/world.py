"""What the conformance tests act on: tools that count their runs, a guard that follows a script, a conversation."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from langchain_core.tools import BaseTool, StructuredTool
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command, Interrupt
from mosaic_adapters.testing import ScriptedChatModel

from mosaic_guard import Guard, Label
from mosaic_guard.config import Config, ToolRule
from mosaic_guard.testing import ScriptedPolicy, memory_guard

TASK = "Please see to it."
BRIEF = "see to it for me"
"""What the subagent is told, where there is one."""

READ = ToolRule(effect="read", external=False)
WRITE = ToolRule(effect="write", reversible=False, external=True, decisive=("n", "to"))
TASKS = ToolRule(effect="write", external=False, reversible=True)
EVERYDAY = ("look", "note", "pay", "wipe")
FRAMEWORKS_OWN = ("write_todos", "ls", "read_file", "write_file", "edit_file", "glob", "grep", "execute")
TABLE = {"look": READ, "pay": WRITE, "note": WRITE, "wipe": WRITE, "task": TASKS, **dict.fromkeys(FRAMEWORKS_OWN, READ)}
LABELS = {"wipe": Label.MALICIOUS, "pay": Label.SENSITIVE}


@dataclass
class World:
    """Tools, what ran, and the guard."""

    labels: dict[str, Label] = field(default_factory=lambda: dict(LABELS))
    outputs: dict[str, Any] = field(default_factory=dict)
    """What a tool gives back instead of its name and argument."""
    runs: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    table: Mapping[str, ToolRule] = field(default_factory=lambda: dict(TABLE))
    guard_arguments: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    policies: Sequence[ScriptedPolicy] = ()
    """Beside the one that labels calls."""
    release: str = "first"
    """Of the one that labels calls: another one has another fingerprint."""
    policy: ScriptedPolicy = field(init=False)
    guard: Guard = field(init=False)

    def __post_init__(self) -> None:
        self.policy = ScriptedPolicy(
            script=lambda call: self.labels.get(call.name, Label.BENIGN), fingerprint=self.release
        )
        config = Config(tools=self.table, **self.config)
        self.guard = memory_guard(self.policy, *self.policies, config=config, **self.guard_arguments)
        self._lock = threading.Lock()

    def renewed(self, **labels: Label) -> World:
        """The same tools and record under the next release of the policy, as after a restart."""
        arguments = {**self.guard_arguments, "store": self.guard.store}
        return replace(self, labels={**self.labels, **labels}, guard_arguments=arguments, release="next")

    def ran(self, name: str) -> list[dict[str, Any]]:
        """Give the arguments of every run of a tool, in order of the argument `n`."""
        return sorted((args for tool, args in self.runs if tool == name), key=lambda args: args["n"])

    def tool(self, name: str, **overrides: Any) -> BaseTool:
        """Make a tool that records its runs; sync and async."""

        def work(n: int, to: str = "alice") -> Any:
            with self._lock:
                self.runs.append((name, {"n": n, "to": to}))
            out = self.outputs.get(name, f"{name} {n}")
            return out(n) if callable(out) else out

        async def awork(n: int, to: str = "alice") -> Any:
            return work(n, to)

        functions = {"func": work, "coroutine": awork, "name": name, "description": f"{name.capitalize()} once."}
        return StructuredTool.from_function(**{**functions, **overrides})

    @property
    def tools(self) -> list[BaseTool]:
        """The four everyday tools: `look` reads, `note` writes, `pay` needs a person, `wipe` is refused."""
        return [self.tool(name) for name in EVERYDAY]


@dataclass
class Conversation:
    """A thread of an agent, driven sync or async."""

    agent: Any
    model: ScriptedChatModel
    is_async: bool = False
    thread: str = "thread"
    user: str = ""
    """Whom the server has authenticated."""
    last: dict[str, Any] = field(default_factory=dict)

    @property
    def config(self) -> dict[str, Any]:
        who = {"langgraph_auth_user": {"identity": self.user}} if self.user else {}
        return {"configurable": {"thread_id": self.thread, **who}, "recursion_limit": 60}

    def say(self, text: str = TASK) -> Conversation:
        """Start a turn."""
        return self.give({"messages": [HumanMessage(text)]})

    def give(self, value: Any) -> Conversation:
        """Hand any input to the agent."""
        if self.is_async:
            self.last = asyncio.run(asyncio.wait_for(self.agent.ainvoke(value, self.config), 60))
        else:
            self.last = self.agent.invoke(value, self.config)
        return self

    @property
    def pending(self) -> list[Interrupt]:
        """What waits for a person."""
        return list(self.last.get("__interrupt__", ()))

    @property
    def requests(self) -> list[dict[str, Any]]:
        """The actions a person is shown, whichever way they are asked."""
        return [action for interrupt in self.pending for action in actions(interrupt)]

    def answer(self, decide: Callable[[dict[str, Any]], Any] | str = "approve") -> Conversation:
        """Answer everything that waits, and resume; a bare word is that decision for every action."""
        said = decide if callable(decide) else lambda _: {"type": decide}
        answers = {interrupt.id: reply(interrupt, said) for interrupt in self.pending}
        return self.give(Command(resume=answers))

    def answer_all(self, decide: Callable[[dict[str, Any]], Any] | str = "approve") -> Conversation:
        """Answer until nothing waits any more."""
        for _ in range(20):
            if not self.pending:
                return self
            self.answer(decide)
        raise AssertionError("the agent asks without end")

    @property
    def history(self) -> list[BaseMessage]:
        """The longest history the model under test was shown: what became of its calls."""
        return max((h for h in self.model.shown if any(is_batch(m) for m in h)), key=len, default=[])


def actions(interrupt: Interrupt) -> list[dict[str, Any]]:
    """The actions inside one interrupt of either form."""
    value: Any = interrupt.value
    return list(value["action_requests"]) if "action_requests" in value else [value]


def reply(interrupt: Interrupt, decide: Callable[[dict[str, Any]], Any]) -> Any:
    """Answer one interrupt in its own form."""
    said = [decide(action) for action in actions(interrupt)]
    value: Any = interrupt.value
    return {"decisions": said} if "action_requests" in value else said[0]


def is_batch(message: BaseMessage) -> bool:
    """Whether a message proposes calls of the everyday tools."""
    return isinstance(message, AIMessage) and any(
        c["name"] in ("look", "note", "pay", "wipe") for c in message.tool_calls
    )


def answers(history: Iterable[BaseMessage], name: str) -> list[ToolMessage]:
    """The tool messages that answer calls of one tool."""
    return [m for m in history if isinstance(m, ToolMessage) and m.name == name]


def assert_valid(history: Sequence[BaseMessage]) -> None:
    """Every call has exactly one tool message, in the order of the calls, before the model speaks again."""
    waiting: list[str] = []
    for message in history:
        if isinstance(message, ToolMessage):
            assert waiting, f"a tool message answers nothing: {message!r}"
            assert message.tool_call_id == waiting.pop(0)
        elif isinstance(message, AIMessage):
            assert waiting == [], f"calls without an answer: {waiting}"
            waiting = [str(call["id"]) for call in message.tool_calls]
    assert waiting == []


def saver() -> InMemorySaver:
    """Make a checkpointer."""
    return InMemorySaver()
