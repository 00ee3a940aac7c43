"""Boosted decision trees, small enough to be read from a header."""

from __future__ import annotations

from collections.abc import Sequence

Tree = Sequence[Sequence[float]]
"""Nodes (feature, threshold, left, right); feature -1: a leaf, its value in place of the threshold."""


def boosted(features: Sequence[float], trees: Sequence[Tree], base: float) -> float:
    """Give the log-odds: `base` and what each tree adds."""
    total = base
    for tree in trees:
        feature, value, left, right = tree[0]
        while feature >= 0:
            feature, value, left, right = tree[int(left if features[int(feature)] <= value else right)]
        total += value
    return total
