"""One history as the guard knows it: its trajectory, and the message objects it was made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter, is_
from typing import Final

from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.tools import BaseTool

from mosaic_guard import Origin, RunId, ToolCall, ToolOutput, Trajectory
from mosaic_guard.trajectory import Item

RECENT: Final = 64
"""So many of the newest messages are looked at for content that was changed in place; older ones nobody touches."""

_content: Final = attrgetter("content")


class View:
    """Grows with its history. A history that was rewritten is another view: whoever still holds this one keeps it."""

    def __init__(self, run: RunId, parent: Trajectory | None) -> None:
        self.trajectory = Trajectory(run, parent=parent)
        self.bound: tuple[object, ...] = ()
        """The tool objects that were bound last."""
        self.brought: Mapping[str, BaseTool] = {}
        """Guarded tools that the model was shown beside those, by name: middleware brought them."""
        self.clean: dict[int, BaseMessage] = {}
        """By identity of a message that was shown to need it: what the model is shown instead."""
        self.seen: list[BaseMessage] = []
        self.calls: dict[str, ToolCall] = {}
        """By the id the model gave: the newest call."""
        self.system: set[str] = set()
        """The lines of system prompts that are in the trajectory."""
        self.memory: dict[str, str] = {}
        """By name: what an agent remembers of other runs."""
        self.tainted = False
        """Whether anything untrusted is in the trajectory."""
        self._kept: dict[int, BaseMessage] = {}
        self._contents: list[object] = []
        self._owners: dict[str, str] = {}
        self._places: dict[str, int] = {}
        """By id: where a message stands."""

    def named(self, call: ToolCall) -> ToolCall:
        """The call under its id in the trajectory: its own, or one made of it and its message where ids repeat."""
        is_own = self._owners.get(call.id, call.message_id) == call.message_id
        return call if is_own else replace(call, id=f"{call.id}@{call.message_id}")

    def cleans(self, message: BaseMessage, clean: BaseMessage) -> None:
        """Note what the model is to be shown in place of a message."""
        self._kept[id(message)] = message
        self.clean[id(message)] = clean

    def clean_of(self, messages: Sequence[BaseMessage]) -> list[BaseMessage]:
        """The clean copies of those messages that need one; nothing is looked at while none does."""
        return [one for m in messages if (one := self.clean.get(id(m))) is not None] if self.clean else []

    def known(self, message: BaseMessage) -> BaseMessage | None:
        """What the model is shown of a message that stands in this history as it is; None: none does."""
        place = self._places.get(message.id or "", -1)
        if place < 0 or self._contents[place] != message.content:
            return None
        seen = self.seen[place]
        return self.clean.get(id(seen), message) if message is seen or message == seen else None

    def add(self, *items: Item) -> None:
        """Add what happened next."""
        self.tainted = self.tainted or any(i.origin is Origin.UNTRUSTED for i in items)
        self.trajectory.append(*map(self._named, items))

    def sees(self, message: BaseMessage) -> None:
        """Remember a message that was added."""
        if message.id:
            self._places[message.id] = len(self.seen)
        self.seen.append(message)
        self._contents.append(message.content)

    def distrust(self) -> None:
        """Note that something untrusted is behind what is in view, nobody knows what."""
        if not self.tainted:
            self.add(ToolOutput("", "", "", origin=Origin.UNTRUSTED))

    def continues(self, messages: Sequence[BaseMessage]) -> bool:
        """Whether a history is this one, the very objects, and more."""
        count = len(self.seen)
        if len(messages) < count or not all(map(is_, self.seen, messages)):
            return False
        recent = slice(max(0, count - RECENT), count)
        return all(map(is_, self._contents[recent], map(_content, messages[recent])))

    def is_continued_by_equals(self, messages: Sequence[BaseMessage]) -> bool:
        """Whether a history begins with messages equal to these, or to their clean copies."""
        return len(self.seen) <= len(messages) and all(map(self._is_known, self.seen, self._contents, messages))

    def recognise(self, messages: Sequence[BaseMessage]) -> None:
        """Take equal objects, as a checkpoint gives them back, for the known ones; another run may hold those yet."""
        for old, new in zip(self.seen, list(messages), strict=False):
            clean = self.clean.get(id(old))
            if clean is not None and clean.content != new.content:
                self.cleans(new, clean)
        self.seen = list(messages[: len(self.seen)])
        self._contents = [m.content for m in self.seen]

    def _is_known(self, seen: BaseMessage, content: object, other: BaseMessage) -> bool:
        clean = self.clean.get(id(seen))
        return _same(seen, content, other) or (clean is not None and _same(clean, clean.content, other))

    def _named(self, one: Item) -> Item:
        """The same item with calls that reuse an id told apart."""
        if isinstance(one, ToolOutput):
            latest = self.calls.get(one.call_id)
            return one if latest is None or latest.id == one.call_id else replace(one, call_id=latest.id)
        calls = tuple(map(self.named, one.calls))
        for raw, call in zip(one.calls, calls, strict=True):
            self._owners.setdefault(raw.id, raw.message_id)
            self.calls[raw.id] = call
        return one if all(map(is_, calls, one.calls)) else replace(one, calls=calls)


def _same(seen: BaseMessage, content: object, other: BaseMessage) -> bool:
    """Whether a message is the one that was seen, with the content it had then."""
    if seen.type != other.type or seen.id != other.id or content != other.content:
        return False
    return not isinstance(seen, AIMessage) or seen.tool_calls == getattr(other, "tool_calls", None)


def is_tainted(trajectory: Trajectory) -> bool:
    """Whether anything untrusted is in view of a run, or of the run that called it."""
    if any(i.origin is Origin.UNTRUSTED for i in trajectory):
        return True
    return trajectory.parent is not None and is_tainted(trajectory.parent)
