"""Where the secrets of a run were seen: which message or output gave a value first-hand, and how far it is trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from mosaic_guard.canonical import MAX_DEPTH, written
from mosaic_guard.locks import Lock
from mosaic_guard.text.secrets import find_secrets
from mosaic_guard.trajectory import Item, Message, Origin, ToolOutput, Trajectory


@dataclass(frozen=True, slots=True)
class Sighting:
    """Who gave a value."""

    origin: Origin
    source: str = ""


UNSEEN: Final = Sighting(Origin.MODEL)

_APART: Final = "\n\x00\n"
_LONG: Final = 64
"""A longer value stands nowhere by chance; and one that repeats itself would be tried at each of its repeats."""
_TRUST: Final[Mapping[Origin, int]] = {origin: rank for rank, origin in enumerate(Origin)}


class Sightings:
    """Remembers, for each trajectory, the secrets its items hold; each item is read once.

    A value in a disguise that the patterns know (spaces in a card number) is recognised; any other value is looked
    up as it stands. One that the model encoded or took apart is not found.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: WeakKeyDictionary[Trajectory, _Index] = WeakKeyDictionary()

    def of(self, trajectory: Trajectory, value: str) -> Sighting:
        """Tell who gave `value`: of several, the most trusted."""
        with self._lock:
            index = self._seen.setdefault(trajectory, _Index())
            index.read(trajectory)
        found = [s for s in (index.seen.get(_essence(value)), index.verbatim(value)) if s]
        if trajectory.parent is not None:
            found.append(self.of(trajectory.parent, value))
        return min(found, key=lambda s: _TRUST[s.origin] if s is not UNSEEN else len(_TRUST), default=UNSEEN)


class _Index:
    __slots__ = ("read_up_to", "said", "seen")

    def __init__(self) -> None:
        self.seen: dict[str, Sighting] = {}
        self.said: list[tuple[Sighting, str]] = []
        self.read_up_to = 0

    def read(self, trajectory: Trajectory) -> None:
        for item in trajectory.since(self.read_up_to):
            sighting = _sighting(item)
            if sighting is not None:
                texts = [text for _, text in texts_of(item)]
                for text in texts:
                    for place in find_secrets(text):
                        self._note(_essence(text[place.start : place.end]), sighting)
                self.said.append((sighting, _APART.join(texts)))
            self.read_up_to += 1  # only now: what can't be read fails every check to come

    def verbatim(self, value: str) -> Sighting | None:
        """Tell who gave a value as it stands: of several, the most trusted."""
        best: Sighting | None = None
        for sighting, text in self.said:
            if (best is None or _TRUST[sighting.origin] < _TRUST[best.origin]) and _holds(text, value):
                best = sighting
        return best

    def _note(self, value: str, sighting: Sighting) -> None:
        known = self.seen.get(value)
        if known is None or _TRUST[sighting.origin] < _TRUST[known.origin]:
            self.seen[value] = sighting


def _essence(value: str) -> str:
    return "".join(c for c in value.casefold() if c.isalnum())


def _sighting(item: Item) -> Sighting | None:
    """None for what the model said: repeating a value explains nothing."""
    if isinstance(item, ToolOutput):
        return Sighting(item.origin, f"call:{item.call_id}")
    return None if item.origin is Origin.MODEL else Sighting(item.origin, f"message:{item.id}")


def _holds(text: str, value: str) -> bool:
    if len(value) > _LONG:
        return value in text
    at = text.find(value)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(value) : at + len(value) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(value, at + 1)
    return False


def all_of(item: Item) -> str:
    """Join the texts of a message or output, so that one look finds what any of them holds, but nothing across two."""
    return _APART.join(text for _, text in texts_of(item))


def texts_of(item: Item) -> Iterator[tuple[str, str]]:
    """Each text of a message or output, with its path (`content[2].text`, `structured.rows[0].note`)."""
    if isinstance(item, Message):
        yield "text", item.text
        return
    yield from leaves(item.content, "content")
    if item.structured is not None:
        yield from leaves(item.structured, "structured")


def leaves(value: object, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Each string and number inside a JSON value, with its path; what lies too deep is left out."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield path, written(value)
    elif depth < MAX_DEPTH and isinstance(value, (dict, Mapping)):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{written(key)}" if path else written(key), depth + 1)
    elif depth < MAX_DEPTH and isinstance(value, (list, tuple, Sequence)) and not isinstance(value, (bytes, bytearray)):
        for i, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{i}]", depth + 1)
