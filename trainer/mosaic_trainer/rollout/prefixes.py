"""What a model has computed of sequences of tokens, so that the next turn goes on from there."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One sequence."""

    ids: Ids
    block: Tensor
    """Keys and values: [layers, 2, heads, tokens, size]."""
    logits: Tensor | None = None
    """What the model expects next; None: that was used up."""


class Prefixes:
    """Keeps rows, the longest unused ones forgotten first.

    Args:
        most: tokens that are kept in all.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._rows: OrderedDict[Ids, Row] = OrderedDict()
        self._tokens = 0

    def keep(self, row: Row) -> None:
        """Remember a row."""
        self._forget(row.ids)
        self._rows[row.ids] = row
        self._tokens += len(row.ids)
        while self._tokens > self._most:
            self._forget(next(iter(self._rows)))

    def longest(self, ids: Ids) -> Row | None:
        """Find the row that holds the longest beginning of a sequence."""
        for length in sorted({len(known) for known in self._rows if len(known) <= len(ids)}, reverse=True):
            if (row := self._rows.get(ids[:length])) is not None:
                self._rows.move_to_end(row.ids)
                return row
        return None

    def clear(self) -> None:
        """Forget all."""
        self._rows.clear()
        self._tokens = 0

    def _forget(self, ids: Ids) -> None:
        if self._rows.pop(ids, None) is not None:
            self._tokens -= len(ids)


def shared(sequences: Iterable[Ids], least: int) -> list[Ids]:
    """Find the beginnings that are worth computing once: those that save so many tokens, the shortest first."""
    ordered = sorted(set(sequences))
    beginnings = sorted({_common(a, b) for a, b in pairwise(ordered)}, key=len)
    worth: list[Ids] = []
    for beginning in beginnings:
        known = max((len(w) for w in worth if beginning[: len(w)] == w), default=0)
        of = sum(ids[: len(beginning)] == beginning for ids in ordered)
        if (len(beginning) - known) * (of - 1) >= least:
            worth.append(beginning)
    return worth


def _common(a: Sequence[int], b: Sequence[int]) -> Ids:
    return tuple(x for x, _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
