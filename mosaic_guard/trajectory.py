"""What an agent run consists of: its messages, tool calls and outputs, in the order they happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from mosaic_guard.locks import Lock

JSON = Any
"""A JSON value. Not a recursive alias: mypy expands those at every use, and callers pass unchecked data anyway."""


class Origin(StrEnum):
    """Where a piece of text came from, from the most to the least trusted."""

    USER = "user"
    SYSTEM = "system"
    TRUSTED = "trusted_tool"
    MODEL = "model"
    UNTRUSTED = "untrusted"

    @property
    def is_trusted(self) -> bool:
        """Whether a value found here counts as explained."""
        return self in (Origin.USER, Origin.SYSTEM, Origin.TRUSTED)


@dataclass(frozen=True, slots=True)
class ToolCall:
    """What the model wants to run."""

    id: str
    name: str
    args: Mapping[str, JSON] = field(default_factory=dict)
    message_id: str = ""
    """Id of the assistant message that proposed it; call ids are unique only inside one message."""

    @property
    def given_id(self) -> str:
        """The id the model gave, by which decisions are recorded: where one repeats, `id` tells the calls apart."""
        return self.id.removesuffix(f"@{self.message_id}") if self.message_id else self.id


@dataclass(frozen=True, slots=True)
class ToolOutput:
    """What came back from a tool.

    `content` is a string or a list of content blocks (dicts with a `type`), as chat APIs have it. `structured` is
    machine-readable output beside it, `artifact` whatever else the framework keeps and the model does not see.
    """

    call_id: str
    name: str
    content: str | Sequence[Mapping[str, JSON]]
    structured: JSON = None
    artifact: object = None
    is_error: bool = False
    origin: Origin = Origin.UNTRUSTED
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of the conversation that is not a tool output."""

    role: Literal["system", "user", "assistant"]
    text: str
    origin: Origin
    """A `user` message that did not enter as this run's input (a summary, a subagent's brief) is not `Origin.USER`."""
    id: str = ""
    calls: tuple[ToolCall, ...] = ()


Item = Message | ToolOutput


@dataclass(frozen=True, slots=True)
class RunId:
    """Names a run across processes and resumes."""

    thread: str
    namespace: str = ""
    """The checkpoint namespace: which subgraph of the thread."""
    agent: str = ""

    @property
    def trace(self) -> str:
        """The trace this run is recorded under: one per thread and namespace."""
        return f"{self.thread}/{self.namespace}" if self.namespace else self.thread


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks, by the word of the server: never by that of a payload."""

    user: str
    tenant: str = ""


class Trajectory:
    """The run so far. Append-only and safe to read from other threads while it grows.

    Policies keep indexes of what they have seen of a trajectory, so appending is the only way to change one;
    a history that was rewritten is a new trajectory.
    """

    __slots__ = ("__weakref__", "_items", "_lock", "checkpoint", "id", "parent", "requester", "unread")

    def __init__(
        self,
        run: RunId,
        items: Sequence[Item] = (),
        *,
        parent: Trajectory | None = None,
    ) -> None:
        self.id = run
        self.parent = parent
        """The run whose tool call started this one (a subagent), or None."""
        self.checkpoint = ""
        """Id of the framework's checkpoint the run is at; an adapter keeps it current, for the record only."""
        self.requester: Requester | None = parent.requester if parent else None
        """Whose input this run answers, where the server knows; an adapter notes it, for the record only."""
        self.unread = False
        """Whether it was begun while its record could not be read, so that what others relayed may stand in it as the
        user's words; an adapter notes it, and no call of it passes."""
        self._items: list[Item] = list(items)
        self._lock = Lock()

    def append(self, *items: Item) -> None:
        """Add what happened next."""
        with self._lock:
            self._items.extend(items)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return self.since(0)

    def since(self, start: int) -> Iterator[Item]:
        """Iterate over the items from index `start` on."""
        return iter(self._items[start:])

    @property
    def last(self) -> Item | None:
        """The newest item."""
        return self._items[-1] if self._items else None

    @property
    def user_texts(self) -> list[str]:
        """What the user said, oldest first; a subagent's includes that of the run that called it."""
        own = [i.text for i in self._items if isinstance(i, Message) and i.origin is Origin.USER]
        return [*self.parent.user_texts, *own] if self.parent else own
