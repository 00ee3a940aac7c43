"""What is remembered of a run between its steps, so that a step costs what is new in it, not its history."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from mosaic_adapters._framework.messages import is_summary, item, text_of
from mosaic_adapters._run.caller import Caller
from mosaic_adapters._run.seal import is_sealed
from mosaic_adapters._run.thread import Thread
from mosaic_adapters._run.view import View, is_tainted
from mosaic_guard import Guard, Message, Origin, RunId, ToolCall, ToolOutput, ToolSpec, Trajectory
from mosaic_guard.canonical import keyed_digest
from mosaic_guard.locks import Lock
from mosaic_guard.trajectory import JSON, Item, Requester


class Session:
    """One run as the guard knows it: the history in its view, and what it shares with other runs.

    A messages list that only grew extends the view. Any other (edits, time travel, summaries) is a new one, and so is
    that of a run beside this one in the same thread.
    """

    def __init__(self, guard: Guard, run: RunId, parent: Trajectory | None, thread: Thread | None = None) -> None:
        self.guard = guard
        self.run = run
        self.parent = parent
        self.thread = thread if thread is not None and parent is None else Thread()
        self.lock = Lock()
        self.view = View(run, parent)
        self._vouched: dict[str, bool] = {}
        """By tool name: whether a person's table trusts what it returns."""
        self._relayed: frozenset[str] | None = frozenset()
        """By id: the human messages that an earlier process knew to be no user's words; None: it can't be read."""
        self._followed = False
        self._rewritten = False
        self._caller: Caller | None = None
        self._life: Mapping[str, Any] | None = None
        """The live state of the run whose caller this is: it has no other."""
        self._noted: Sequence[str] = ()
        self._delivered: set[tuple[str, str]] = set()
        self._written: dict[str, Mapping[str, JSON]] = {}
        """By call id: what stands in the state, but in no message."""

    def beside(self) -> Session:
        """The session of another run of the same graph in the same thread: it goes on from the same view."""
        return copy.copy(self)

    @property
    def trajectory(self) -> Trajectory:
        """The run so far."""
        return self.view.trajectory

    @property
    def bound(self) -> tuple[object, ...]:
        """The tool objects that were bound last."""
        return self.view.bound

    @bound.setter
    def bound(self, tools: tuple[object, ...]) -> None:
        self.view.bound = tools

    @property
    def is_nested(self) -> bool:
        """Whether other nodes of a graph around it hand this run its messages."""
        around = self._caller.is_around if self._caller is not None else bool(self.run.namespace)
        return around and self.parent is None

    def knows_caller_in(self, life: Mapping[str, Any] | None) -> bool:
        """Whether it was noted who called the run with this live state."""
        return life is not None and self._life is life

    def called_by(self, caller: Caller, requester: Requester | None, life: Mapping[str, Any] | None) -> None:
        """Note what the outermost run was given: that, and nothing another node makes of it, is the user's word."""
        with self.lock:
            known = self._caller
            if known is None or caller.given is not known.given or caller.life is not known.life:
                self._caller, texts = caller, caller.texts
                if self.is_nested and not self.thread.users:
                    self.thread.users.update(caller.said_before(texts))
                self.starts(texts, requester)
            self._life = life

    def starts(self, texts: Sequence[str], requester: Requester | None = None) -> None:
        """Note what entered as this run's input, and from whom: human messages of these texts are the user's."""
        if texts and self.parent is None and texts is not self._noted:
            with self.lock:
                self._noted = texts
                self.thread.users.update(texts)
                self.trajectory.requester = requester

    def delivers(self, message: ToolMessage) -> None:
        """Note an output that was checked before it went into the state."""
        with self.lock:
            self._delivered.add((str(message.tool_call_id), str(message.content)))

    def writes(self, call: str, texts: Mapping[str, JSON]) -> None:
        """Note what a call wrote into the state beside messages: it is part of what the call gave."""
        with self.lock:
            self._written[call] = {**self._written.get(call, {}), **texts}

    def has_written(self, texts: Mapping[str, JSON]) -> bool:
        """Whether calls wrote all of these, and so clean ones."""
        with self.lock:
            return all(any(known.get(key) == text for known in self._written.values()) for key, text in texts.items())

    def is_checked(self, message: ToolMessage) -> bool:
        """Whether an output was checked before it went into the state."""
        known = (str(message.tool_call_id), str(message.content)) in self._delivered
        return known or is_sealed(self.guard, message)

    def named(self, call: ToolCall) -> ToolCall:
        """See `View.named`."""
        return self.view.named(call)

    def is_new_to(self, messages: Sequence[BaseMessage]) -> bool:
        """Whether nobody asked yet who spoke as a human in a history, or nobody could say."""
        is_first = not self._followed and sum(isinstance(m, HumanMessage) for m in messages) > 1
        return is_first or self.trajectory.unread

    def knows(self, relayed: frozenset[str] | None) -> None:
        """Note which human messages are no user's words; what was read while that was unknown is read again."""
        with self.lock:
            self._relayed = relayed
            if relayed is not None and self.trajectory.unread:
                self._followed = False
                self._start_anew()

    def follow(self, messages: Sequence[BaseMessage]) -> tuple[list[ToolMessage], bool]:
        """Bring the view up to these messages.

        Gives the tool messages that nobody has checked yet, and whether the messages were loaded anew, so that other
        processes may have written to the run.
        """
        with self.lock:
            anew = not self.view.continues(messages)
            if anew and self.view.is_continued_by_equals(messages):
                self.view.recognise(messages)
            elif anew:
                self._start_anew()
            unchecked = self._extend(messages)
            self._followed, self._rewritten = True, False
            if self._relayed is None:
                self.trajectory.unread = True
            return unchecked, anew

    def instructs(self, system: str) -> None:
        """Note the system prompt: trusted before anything untrusted was seen, later additions are not."""
        with self.lock:
            lines = [line for line in system.splitlines() if line.strip() and line not in self.view.system]
            if lines:
                self.view.system.update(lines)
                tainted = self.view.tainted or (self.thread.tainted and not self.is_nested)
                self._add(Message("system", "\n".join(lines), Origin.UNTRUSTED if tainted else Origin.SYSTEM))

    def recalls(self, memory: Mapping[str, str]) -> None:
        """Note memory that will stand in the system prompt: agents write it, so it counts as an output of its name."""
        with self.lock:
            for name, text in memory.items():
                if text and self.view.memory.get(name) != text:
                    self.view.memory[name] = text
                    origin = Origin.TRUSTED if self._is_vouched_for(name) else Origin.UNTRUSTED
                    self._add(ToolOutput(name, name, text, origin=origin))

    def distrust(self) -> None:
        """Note that the history can't be read: it may hold anything, and of the user only the input is known."""
        with self.lock:
            heard = {one.text for one in self.trajectory if isinstance(one, Message) and one.origin is Origin.USER}
            for text in self._noted:
                if text not in heard:
                    self._add(Message("user", text, Origin.USER))
            self.view.distrust()
            self.thread.tainted = True

    def _start_anew(self) -> None:
        requester, self.view = self.trajectory.requester, View(self.run, self.parent)
        self.trajectory.requester = requester
        self._rewritten = self._followed

    def _add(self, one: Item) -> None:
        self.view.add(one)
        self.thread.tainted = self.thread.tainted or self.view.tainted

    def _extend(self, messages: Sequence[BaseMessage]) -> list[ToolMessage]:
        unchecked: list[ToolMessage] = []
        view = self.view
        if not view.seen:
            self._hear_the_user(messages)
        entered = self._place_of_input(messages) if not view.seen else -1
        for index in range(len(view.seen), len(messages)):
            message = messages[index]
            origin = self._origin(message, messages[index - 1] if index else None, is_later=index > entered >= 0)
            if origin is Origin.MODEL and self.thread.tainted:
                view.distrust()  # another run of the thread saw worse, and may have had a part in it
            self._add(self._as_recorded(message, item(message, index, origin)))
            view.sees(message)
            if isinstance(message, ToolMessage) and not self.is_checked(message):
                unchecked.append(message)
        return unchecked

    def _as_recorded(self, message: BaseMessage, one: Item) -> Item:
        if isinstance(one, Message) and isinstance(message, HumanMessage):
            return replace(one, id=self._known_by(message))
        if not isinstance(one, ToolOutput) or one.call_id not in self._written:
            return one
        texts = self._written[one.call_id]
        return replace(one, structured=texts if one.structured is None else {"artifact": one.structured, **texts})

    def _known_by(self, human: HumanMessage) -> str:
        """The id of a human message, or one made of its text: in a list that was cut, all places are others."""
        return human.id or f"#{keyed_digest(self.guard.store.key, text_of(human))}"

    def _hear_the_user(self, messages: Sequence[BaseMessage]) -> None:
        """A run is judged by the user's own words where a nested one is told others, or a summary took their place."""
        humans = {text_of(m) for m in messages if isinstance(m, HumanMessage)}
        if (self.is_nested and humans.isdisjoint(self._noted)) or any(map(is_summary, messages)):
            for text in self._noted:
                if text not in humans:
                    self._add(Message("user", text, Origin.USER))

    def _place_of_input(self, messages: Sequence[BaseMessage]) -> int:
        """Where this run's input ends in a history that is read for the first time; -1: it is not there."""
        for index in range(len(messages) - 1, -1, -1) if self._noted else ():
            if isinstance(messages[index], HumanMessage) and text_of(messages[index]) in self._noted:
                return index
        return -1

    def _origin(self, message: BaseMessage, before: BaseMessage | None, *, is_later: bool) -> Origin:
        if isinstance(message, ToolMessage):
            return self._origin_of_output(message)
        if isinstance(message, AIMessage):
            return Origin.MODEL
        if isinstance(message, SystemMessage):
            self.view.system.update(text_of(message).splitlines())
            return Origin.UNTRUSTED if self.view.tainted or self.thread.tainted else Origin.SYSTEM
        if isinstance(message, HumanMessage) and self._is_users(message, before, is_later=is_later):
            if self._relayed is not None:
                self.thread.users.add(text_of(message))
            return Origin.USER
        return Origin.UNTRUSTED if self._inherits_taint() or is_summary(message) else Origin.MODEL

    def _origin_of_output(self, message: ToolMessage) -> Origin:
        if is_sealed(self.guard, message):
            return Origin.TRUSTED
        call = self.view.calls.get(str(message.tool_call_id))
        return Origin.TRUSTED if call is not None and self._is_vouched_for(call.name) else Origin.UNTRUSTED

    def _is_vouched_for(self, tool: str) -> bool:
        """The table says so by name, whichever node of whichever graph runs the tool."""
        if tool not in self._vouched:
            self._vouched[tool] = self.guard.bind(ToolSpec(tool)).trusted
        return self._vouched[tool]

    def _is_users(self, message: HumanMessage, before: BaseMessage | None, *, is_later: bool) -> bool:
        """What entered as a run's input; in a history read for the first time, what stands where a user speaks."""
        if self.parent is not None or is_summary(message):
            return False
        if text_of(message) in self.thread.users:
            return True
        if self._known_by(message) in (self._relayed or ()):
            return False
        caller = self._caller
        is_resumed = caller is not None and caller.is_resumed
        if self.is_nested or is_later or (self._followed and (self._noted or is_resumed)):
            return False
        if caller is not None and caller.is_reported(message):
            return False
        after_answer = isinstance(before, AIMessage) and not before.tool_calls
        if self._rewritten:
            return after_answer
        return after_answer or before is None or isinstance(before, (HumanMessage, SystemMessage))

    def _inherits_taint(self) -> bool:
        """A message nobody typed is as bad as the worst that may have made it; in a nested graph nobody knows what."""
        tainted = self.is_nested or self.view.tainted or self.thread.tainted
        return tainted or (self.parent is not None and is_tainted(self.parent))
