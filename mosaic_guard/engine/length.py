"""Which checks are about too many characters to be made where they are asked for: they would hold up its event loop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from itertools import chain
from typing import Final
from weakref import WeakKeyDictionary

from mosaic_guard.assessment import Phase
from mosaic_guard.locks import Lock
from mosaic_guard.policies.base import Check
from mosaic_guard.trajectory import Item, Message, Trajectory

INLINE: Final = 64_000
"""Characters that are scanned on the caller's thread."""
INLINE_ANSWER: Final = 2_000
"""The same of an answer: what it hands on is compared with all that was read."""
_LOOK_BACK: Final = frozenset({Phase.CALL, Phase.ANSWER})
"""Checks that look at all that was said before."""
_SINGLE: Final = (str, bytes, bytearray, int, float, type(None))


def is_long(check: Check) -> bool:
    """Whether what is checked itself is; stops counting there."""
    output = check.output
    waiting = [output.content, output.structured] if output else []
    if (spec := check.spec) is not None:
        waiting += [spec.name, spec.description, spec.schema, spec.annotations]
    waiting += [call.args for call in check.calls]
    least = INLINE_ANSWER if check.phase is Phase.ANSWER else INLINE
    return _rest(least - len(check.text), waiting) < 0


class Lengths:
    """Remembers of each trajectory how much of it was counted; each item is counted once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._left: WeakKeyDictionary[Trajectory, tuple[int, int]] = WeakKeyDictionary()

    def is_long(self, check: Check) -> bool:
        """Whether what was said before is, of this run or of one that started it."""
        run: Trajectory | None = check.trajectory if check.phase in _LOOK_BACK else None
        while run is not None:
            if self._rest_of(run) < 0:
                return True
            run = run.parent
        return False

    def _rest_of(self, run: Trajectory) -> int:
        with self._lock:
            done, left = self._left.get(run, (0, INLINE))
            if left >= 0 and len(run) > done:
                new = list(run.since(done))
                done, left = done + len(new), _rest(left, chain.from_iterable(map(_said, new)))
                self._left[run] = done, left
        return left


def _said(item: Item) -> list[object]:
    if isinstance(item, Message):
        return [item.text]
    return [item.content, item.structured]


def _rest(left: int, values: Iterable[object]) -> int:
    """What is left of so many characters after those of the values; each part of one counts as one, too."""
    waiting = list(values)
    while waiting and left >= 0:
        value = waiting.pop()
        left -= len(value) if isinstance(value, (str, bytes, bytearray)) else 1
        if isinstance(value, _SINGLE):
            continue
        if isinstance(value, (dict, Mapping)):
            waiting.extend(chain(value, value.values()))
        elif isinstance(value, (list, tuple, Set)):
            waiting.extend(value)
    return left
