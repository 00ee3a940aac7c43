"""Boosted decision trees, small enough to be read from a header."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Node = tuple[int, float, Any, Any] | float
"""Which feature, up to what it goes left, and the nodes on either side; or what a leaf adds.

Nested tuples: a step from one to the next then costs a single look-up.
"""


def grown(listed: Any) -> Node:
    """Make a tree from nested lists, as JSON has them."""
    if isinstance(listed, (int, float)):
        return float(listed)
    feature, threshold, left, right = listed
    return int(feature), float(threshold), grown(left), grown(right)


def boosted(features: Sequence[float], trees: Sequence[Node], base: float) -> float:
    """Give the log-odds: `base` and what each tree adds."""
    total = base
    for node in trees:
        while isinstance(node, tuple):
            node = node[2] if features[node[0]] <= node[1] else node[3]
        total += node
    return total
