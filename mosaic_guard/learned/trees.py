"""Boosted decision trees, small enough to be read from a header."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, repeat
from math import inf
from typing import Any, Final

Node = tuple[int, float, Any, Any] | float
"""Which feature, up to what it goes left, and the nodes on either side; or what a leaf adds.

Nested tuples: a step from one to the next then costs a single look-up.
"""

_ROUNDING: Final = 1e-6
"""More than sums of as many numbers in another order can differ."""


def grown(listed: Any) -> Node:
    """Make a tree from nested lists, as JSON has them."""
    if isinstance(listed, (int, float)):
        return float(listed)
    feature, threshold, left, right = listed
    return int(feature), float(threshold), grown(left), grown(right)


def boosted(features: Sequence[float], trees: Sequence[Node], base: float, floors: Sequence[float] = ()) -> float:
    """Give the log-odds: `base` and what each tree adds; minus infinity as soon as they are below a tree's floor."""
    total = base
    for node, floor in zip(trees, floors or repeat(-inf), strict=False):
        while isinstance(node, tuple):
            node = node[2] if features[node[0]] <= node[1] else node[3]
        total += node
        if total < floor:
            return -inf
    return total


def floors(trees: Sequence[Node], needed: float) -> list[float]:
    """By tree, the log-odds up to it that those after it could still lift to what is needed."""
    added = accumulate(map(_most, reversed(trees[1:])), initial=_ROUNDING)
    return [needed - more for more in added][::-1]


def bounds(trees: Sequence[Node], first: int) -> list[Node]:
    """Give trees that say of the first features what the others can add at most; those that tell most come first."""
    return sorted((_bound(tree, first) for tree in trees), key=lambda tree: _least(tree) - _most(tree))


def _bound(node: Node, first: int) -> Node:
    if not isinstance(node, tuple):
        return node
    feature, threshold, left, right = node
    left, right = _bound(left, first), _bound(right, first)
    return (feature, threshold, left, right) if feature < first else _higher(left, right)


def _higher(one: Node, other: Node) -> Node:
    """A tree that adds what the higher of two does."""
    if isinstance(one, tuple):
        return one[0], one[1], _higher(one[2], other), _higher(one[3], other)
    return _higher(other, one) if isinstance(other, tuple) else max(one, other)


def _most(node: Node) -> float:
    return max(_most(node[2]), _most(node[3])) if isinstance(node, tuple) else node


def _least(node: Node) -> float:
    return min(_least(node[2]), _least(node[3])) if isinstance(node, tuple) else node
