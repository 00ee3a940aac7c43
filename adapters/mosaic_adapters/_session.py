"""What is remembered of a run between its steps, so that a step costs what is new in it, not its history."""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter, is_
from typing import Any, Final

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from mosaic_adapters._messages import is_summary, item, text_of
from mosaic_adapters._seal import is_sealed
from mosaic_guard import Guard, Message, Origin, RunId, ToolCall, ToolOutput, ToolSpec, Trajectory
from mosaic_guard.trajectory import Item, Requester

LIMIT: Final = 512
"""How many runs of one guard are remembered; an older one is read anew from its messages and the store."""

RECENT: Final = 64
"""So many of the newest messages are looked at for content that was changed in place; older ones nobody touches."""

_content: Final = attrgetter("content")


class Session:
    """One run as the guard knows it: its trajectory, and the message objects it was made of.

    A messages list that only grew extends the trajectory. Any other (edits, time travel, summaries) starts a new one.
    """

    def __init__(self, guard: Guard, run: RunId, parent: Trajectory | None) -> None:
        self.guard = guard
        self.run = run
        self.parent = parent
        self.lock = threading.RLock()
        self.trajectory = Trajectory(run, parent=parent)
        self.bound: tuple[object, ...] = ()
        """The tool objects that were bound last."""
        self.replies: dict[tuple[str, str], str] = {}
        """By (message id, call id): what a person answered in place of a tool."""
        self.words: dict[tuple[str, str], str] = {}
        """By (message id, call id): what a person who said no wants the model to know."""
        self.clean: dict[int, BaseMessage] = {}
        """By identity of a message that was shown to need it: what the model is shown instead."""
        self._kept: dict[int, BaseMessage] = {}
        self._seen: list[BaseMessage] = []
        self._contents: list[object] = []
        self._calls: dict[str, ToolCall] = {}
        self._owners: dict[str, str] = {}
        self._declared: tuple[ToolSpec, ...] = ()
        self._trusted: frozenset[str] = frozenset()
        self._followed = False
        self._rewritten = False
        self._noted: Sequence[str] = ()
        self._input: set[str] = set()
        self._users: set[str] = set()
        self._delivered: set[tuple[str, str]] = set()
        self._system: set[str] = set()
        self._tainted = False

    def starts(self, texts: Sequence[str], requester: Requester | None = None) -> None:
        """Note what entered as this run's input, and from whom: human messages of these texts are the user's."""
        if texts and self.parent is None and texts is not self._noted:
            with self.lock:
                self._noted = texts
                self._input.update(texts)
                self.trajectory.requester = requester

    def declares(self, specs: Sequence[ToolSpec]) -> None:
        """Note the tools at hand, before their outputs are read: a person may vouch for what some of them return."""
        if len(specs) != len(self._declared) or not all(map(is_, specs, self._declared)):
            self._declared = tuple(specs)
            self._trusted = frozenset(s.name for s in specs if self.guard.bind(s).trusted)

    def delivers(self, message: ToolMessage) -> None:
        """Note an output that was checked before it went into the state."""
        with self.lock:
            self._delivered.add((str(message.tool_call_id), str(message.content)))

    def is_checked(self, message: ToolMessage) -> bool:
        """Whether an output was checked before it went into the state."""
        known = (str(message.tool_call_id), str(message.content)) in self._delivered
        return known or is_sealed(self.guard, message)

    def named(self, call: ToolCall) -> ToolCall:
        """The call under its id in the trajectory: its own, or one made of it and its message where ids repeat."""
        is_own = self._owners.get(call.id, call.message_id) == call.message_id
        return call if is_own else replace(call, id=f"{call.id}@{call.message_id}")

    def cleans(self, message: ToolMessage, clean: BaseMessage) -> None:
        """Note what the model is to be shown in place of a message."""
        self._kept[id(message)] = message
        self.clean[id(message)] = clean

    def follow(self, messages: Sequence[BaseMessage]) -> tuple[list[ToolMessage], bool]:
        """Bring the trajectory up to these messages.

        Gives the tool messages that nobody has checked yet, and whether the messages were loaded anew, so that other
        processes may have written to the run.
        """
        with self.lock:
            anew = not self._continues(messages)
            if anew and self._is_continued_by_equals(messages):
                self._recognise(messages[: len(self._seen)])
            elif anew:
                self._start_anew()
            unchecked = self._extend(messages)
            self._followed, self._rewritten = True, False
            return unchecked, anew

    def instructs(self, system: str) -> None:
        """Note the system prompt: trusted before anything untrusted was seen, later additions are not."""
        with self.lock:
            lines = [line for line in system.splitlines() if line.strip() and line not in self._system]
            if lines:
                self._system.update(lines)
                origin = Origin.UNTRUSTED if self._tainted else Origin.SYSTEM
                self.trajectory.append(Message("system", "\n".join(lines), origin))

    def distrust(self) -> None:
        """Note that the history can't be read: it may hold anything."""
        with self.lock:
            if not self._tainted:
                self._tainted = True
                self.trajectory.append(ToolOutput("", "", "", origin=Origin.UNTRUSTED))

    def _continues(self, messages: Sequence[BaseMessage]) -> bool:
        count = len(self._seen)
        if len(messages) < count or not all(map(is_, self._seen, messages)):
            return False
        recent = slice(max(0, count - RECENT), count)
        return all(map(is_, self._contents[recent], map(_content, messages[recent])))

    def _is_continued_by_equals(self, messages: Sequence[BaseMessage]) -> bool:
        return len(self._seen) <= len(messages) and all(map(_same, self._seen, self._contents, messages))

    def _recognise(self, messages: Sequence[BaseMessage]) -> None:
        """Take the place of the known objects by equal ones, as a checkpoint gives them back."""
        pairs = zip(self._seen, messages, strict=True)
        self.clean = {id(new): self.clean[id(old)] for old, new in pairs if id(old) in self.clean}
        self._seen, self._contents = list(messages), [m.content for m in messages]

    def _named(self, one: Item) -> Item:
        """The same item with calls that reuse an id told apart."""
        if isinstance(one, ToolOutput):
            latest = self._calls.get(one.call_id)
            return one if latest is None or latest.id == one.call_id else replace(one, call_id=latest.id)
        calls = tuple(map(self.named, one.calls))
        for raw, call in zip(one.calls, calls, strict=True):
            self._owners.setdefault(raw.id, raw.message_id)
            self._calls[raw.id] = call
        return one if all(map(is_, calls, one.calls)) else replace(one, calls=calls)

    def _start_anew(self) -> None:
        requester, self.trajectory = self.trajectory.requester, Trajectory(self.run, parent=self.parent)
        self.trajectory.requester = requester
        self.bound, self._system, self._seen, self._contents = (), set(), [], []
        self.clean.clear()
        self._calls.clear()
        self._owners.clear()
        self._rewritten = self._followed

    def _extend(self, messages: Sequence[BaseMessage]) -> list[ToolMessage]:
        unchecked: list[ToolMessage] = []
        for index in range(len(self._seen), len(messages)):
            message = messages[index]
            origin = self._origin(message, messages[index - 1] if index else None)
            self._tainted = self._tainted or origin is Origin.UNTRUSTED
            self.trajectory.append(self._named(item(message, index, origin)))
            if isinstance(message, ToolMessage) and not self.is_checked(message):
                unchecked.append(message)
            self._seen.append(message)
            self._contents.append(message.content)
        return unchecked

    def _origin(self, message: BaseMessage, before: BaseMessage | None) -> Origin:
        if isinstance(message, ToolMessage):
            return self._origin_of_output(message)
        if isinstance(message, AIMessage):
            return Origin.MODEL
        if isinstance(message, SystemMessage):
            self._system.update(text_of(message).splitlines())
            return Origin.UNTRUSTED if self._tainted else Origin.SYSTEM
        if isinstance(message, HumanMessage) and self._is_users(message, before):
            self._users.add(text_of(message))
            return Origin.USER
        return Origin.UNTRUSTED if self._inherits_taint() or is_summary(message) else Origin.MODEL

    def _origin_of_output(self, message: ToolMessage) -> Origin:
        if is_sealed(self.guard, message):
            return Origin.TRUSTED
        call = self._calls.get(str(message.tool_call_id))
        return Origin.TRUSTED if call is not None and call.name in self._trusted else Origin.UNTRUSTED

    def _is_users(self, message: HumanMessage, before: BaseMessage | None) -> bool:
        """What entered as a run's input; in a history read for the first time, what stands where a user speaks."""
        if self.parent is not None or is_summary(message):
            return False
        if text_of(message) in self._input | self._users:
            return True
        if self._followed and self._input:
            return False
        after_answer = isinstance(before, AIMessage) and not before.tool_calls
        if self._rewritten:
            return after_answer
        return after_answer or before is None or isinstance(before, (HumanMessage, SystemMessage))

    def _inherits_taint(self) -> bool:
        """A message nobody typed is as bad as the worst that may have made it."""
        return self._tainted or (self.parent is not None and is_tainted(self.parent))


_HELD: Final = "_adapter_sessions"


class Sessions:
    """The sessions of one guard, the least recently used forgotten first."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._sessions: OrderedDict[tuple[object, ...], tuple[Session, object]] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def of(cls, guard: Guard) -> Sessions:
        """The one store of sessions that all adapters of a guard share; the guard itself holds it."""
        held: Sessions | None = vars(guard).get(_HELD)
        return held if held is not None else vars(guard).setdefault(_HELD, cls(guard))

    def get(
        self, thread: str | None, namespace: str, parent: Trajectory | None, life: Mapping[str, Any] | None
    ) -> Session:
        """Find or start the session of a run; without a thread it lives as long as the state object `life`."""
        if thread is None and life is None:
            return Session(self._guard, RunId(f"run-{uuid.uuid4().hex}", namespace), parent)
        key = (thread, namespace, id(parent), None if thread is not None else id(life))
        with self._lock:
            if key not in self._sessions:
                run = RunId(thread if thread is not None else f"run-{uuid.uuid4().hex}", namespace)
                self._sessions[key] = (Session(self._guard, run, parent), life)
            self._sessions.move_to_end(key)
            while len(self._sessions) > LIMIT:
                self._sessions.popitem(last=False)
            return self._sessions[key][0]


def is_tainted(trajectory: Trajectory) -> bool:
    """Whether anything untrusted is in view of a run, or of the run that called it."""
    if any(i.origin is Origin.UNTRUSTED for i in trajectory):
        return True
    return trajectory.parent is not None and is_tainted(trajectory.parent)


def _same(seen: BaseMessage, content: object, other: BaseMessage) -> bool:
    """Whether a message is the one that was seen, with the content it had then."""
    if seen.type != other.type or seen.id != other.id or content != other.content:
        return False
    return not isinstance(seen, AIMessage) or seen.tool_calls == getattr(other, "tool_calls", None)
