"""The values of one task, each drawn by name from the task's seed: in whatever order, they are the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final, TypeVar

from mosaic_guard.trajectory import JSON
from mosaic_trainer.corpus.pools import Pools

T = TypeVar("T")
_SLOT: Final = re.compile(r"\{([a-z]+[0-9]*!?)\}")
_CHOICE: Final = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_MEANT: Final = re.compile(r"<([^<>|]*)\|([^<>|]*)>")
_TRIES: Final = 60


def slots(template: str) -> list[str]:
    """The names of the values in a template."""
    return _SLOT.findall(template)


def meant(template: str, *, well: bool) -> str:
    """Choose the side of each `<bad|good>`."""
    return _MEANT.sub(lambda m: m[2 if well else 1], template)


class Values:
    """Fills templates. What a child draws is its own; what its parent has already drawn it shares."""

    def __init__(self, seed: str, pools: Pools, parent: Values | None = None) -> None:
        self._seed = seed
        self._pools = pools
        self._parent = parent
        self._drawn: dict[str, JSON] = {}
        self._used: set[JSON] = parent._used if parent else set()

    def child(self, name: str) -> Values:
        """Values of one thing among several."""
        return Values(f"{self._seed}/{name}", self._pools, self)

    def stranger(self, name: str) -> Values:
        """Values of a thing that has nothing in common with the others."""
        apart = Values(f"{self._seed}/{name}", self._pools)
        apart._used = self._used
        return apart

    def number(self, key: str) -> int:
        """Draw a large whole number."""
        return int.from_bytes(hashlib.blake2b(f"{self._seed}|{key}".encode(), digest_size=8).digest())

    def pick(self, key: str, options: Sequence[T]) -> T:
        """Draw one of several."""
        return options[self.number(key) % len(options)]

    def chance(self, key: str, share: float) -> bool:
        """Flip a coin."""
        return self.number(key) / 2**64 < share

    def put(self, slot: str, value: JSON) -> None:
        """Set a value."""
        self._drawn[slot] = value

    def get(self, slot: str) -> JSON:
        """Give a value, drawn when first asked for and unlike all others of the task."""
        if slot not in self._drawn:
            shared = self._parent is not None and slot in self._parent._drawn
            self._drawn[slot] = self._parent._drawn[slot] if shared and self._parent else self._new(slot)
        return self._drawn[slot]

    def fill(self, template: str) -> str:
        """Write a text."""
        if "|" in template:
            chosen = 0 if self._pools.closed else None
            template = _CHOICE.sub(lambda m: self._choice(m[1], template, chosen), template)
        return _SLOT.sub(lambda m: str(self.get(m[1])), template)

    def json(self, template: str) -> JSON:
        """Write an argument; a number where the slot alone stands there and is one."""
        alone = _SLOT.fullmatch(template)
        return self.get(alone[1]) if alone else self.fill(template)

    def _choice(self, options: str, template: str, chosen: int | None) -> str:
        several = options.split("|")
        return several[chosen] if chosen is not None else self.pick(f"[{options}]{template}", several)

    def _new(self, slot: str) -> JSON:
        start = self.number(f"{{{slot}}}")
        value: JSON = None
        for step in range(_TRIES):
            value = self._pools.value(slot, start + step)
            if value not in self._used:
                break
        self._used.add(value)
        return value
