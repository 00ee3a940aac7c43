"""What a trajectory has said so far, by origin; each item is read once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from mosaic_guard.locks import Lock
from mosaic_guard.policies.provenance.corpus import MOST_TRIED, Corpus, Passage
from mosaic_guard.policies.provenance.leaves import texts
from mosaic_guard.trajectory import Message, Origin, ToolCall, ToolOutput, Trajectory

EXPLAINING: Final = (Origin.USER, Origin.SYSTEM, Origin.TRUSTED)
MAX_ANCESTORS: Final = 16

Judge = Callable[[ToolCall], "Taint"]


@dataclass(frozen=True, slots=True)
class Taint:
    """What a call that ran with unexplained arguments leaves behind."""

    places: frozenset[str] = frozenset()
    """Where it wrote: what is read from there is untrusted."""
    keys: frozenset[str] = frozenset()
    """What it wrote: nothing a trusted tool says later explains it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something untrusted that was read: what asked for it, and its texts by path."""

    name: str
    """`call:<id>` or `message:<id>`."""
    call: ToolCall | None
    texts: Mapping[str, str]


class Index:
    """The texts of one trajectory, and where untrusted values were written."""

    __slots__ = ("_calls", "_lock", "_read", "corpora", "in_view", "places", "sources", "written")

    def __init__(self) -> None:
        self._lock = Lock()
        self._read = 0
        self._calls: dict[str, ToolCall] = {}
        self.corpora: Mapping[Origin, Corpus] = MappingProxyType({o: Corpus() for o in Origin if o is not Origin.MODEL})
        self.in_view = False
        self.sources: list[Source] = []
        self.places: set[str] = set()
        self.written: frozenset[str] = frozenset()

    def catch_up(self, trajectory: Trajectory, taint_of: Judge, tainted: Callable[[ToolCall], bool]) -> None:
        """Read what is new; `taint_of` tells what a call leaves behind, `tainted` whether one reads where one did."""
        with self._lock:
            for item in trajectory.since(self._read):
                if isinstance(item, ToolOutput):
                    self._output(item, taint_of, tainted)
                else:
                    self._message(item)
                self._read += 1  # only now: what could not be read fails every check to come, not the first alone

    def _message(self, message: Message) -> None:
        self._calls.update({call.id: call for call in message.calls})
        if message.origin is Origin.UNTRUSTED:
            self.in_view = True
        elif message.role == "assistant":
            return
        if message.text and message.origin is not Origin.MODEL:
            self._add(message.origin, f"message:{message.id}", None, {"text": message.text})

    def _output(self, output: ToolOutput, taint_of: Judge, tainted: Callable[[ToolCall], bool]) -> None:
        call = self._calls.get(output.call_id)
        origin = output.origin
        if call is not None:
            origin = Origin.UNTRUSTED if tainted(call) else origin
            left = taint_of(call)
            self.places |= left.places
            self.written |= left.keys  # a new set: the texts read before keep the old one
        self.in_view |= origin is Origin.UNTRUSTED
        if origin is not Origin.MODEL:
            self._add(origin, f"call:{output.call_id}", call, dict(texts(output)))

    def _add(self, origin: Origin, source: str, call: ToolCall | None, said: Mapping[str, str]) -> None:
        hidden = self.written if origin is Origin.TRUSTED else frozenset()
        for path, text in said.items():
            self.corpora[origin].add(source, path, text, hidden=hidden, unmasked=origin is Origin.UNTRUSTED)
        if origin is Origin.UNTRUSTED and said:
            self.sources.append(Source(source, call, MappingProxyType(said)))


@dataclass(frozen=True, slots=True)
class Voice:
    """All that one origin said."""

    origin: Origin
    corpora: tuple[Corpus, ...]

    def __bool__(self) -> bool:
        return bool(self.corpora)

    def has(self, key: str) -> bool:
        """Whether any text holds `key`."""
        return any(corpus.has(key) for corpus in self.corpora)

    def has_all(self, keys: Iterable[str]) -> bool:
        """Whether each key is in some text."""
        return all(self.has(key) for key in keys)

    def holding(self, keys: Collection[str], *, tried: int = MOST_TRIED) -> Iterator[Passage]:
        """Yield the passages that hold all the keys, newest first."""
        for corpus in self.corpora:
            yield from corpus.holding(keys, tried=tried)

    def passages(self) -> Iterator[Passage]:
        """Yield all of them."""
        for corpus in self.corpora:
            yield from corpus.passages

    def frequency(self, key: str) -> int:
        """How many passages hold `key`."""
        return sum(corpus.frequency(key) for corpus in self.corpora)

    def only_number(self, key: str) -> bool:
        """Whether it is the user, and gave this number and no other."""
        every = set().union(*(corpus.numbers for corpus in self.corpora))
        return self.origin is Origin.USER and every == {key}


@dataclass(frozen=True, slots=True)
class View:
    """A run as its agent sees it: its own index, then those of the runs that started it."""

    indexes: tuple[Index, ...] = ()

    @property
    def in_view(self) -> bool:
        """Whether any untrusted text is among it."""
        return any(index.in_view for index in self.indexes)

    def voice(self, origin: Origin) -> Voice:
        """All that one origin said."""
        return Voice(origin, tuple(index.corpora[origin] for index in self.indexes if index.corpora[origin]))

    def source(self, name: str) -> Source | None:
        """The newest untrusted source of that name."""
        return next((s for s in self.sources if s.name == name), None)

    @property
    def sources(self) -> Iterator[Source]:
        """All that is untrusted, the newest first."""
        for index in self.indexes:
            yield from reversed(index.sources)

    def explains(self, key: str) -> bool:
        """Whether somebody trusted said `key`."""
        return any(self.voice(origin).has(key) for origin in EXPLAINING)

    def tainted(self, place: str) -> bool:
        """Whether unexplained values were written to `place`."""
        return any(place in index.places for index in self.indexes)
