"""Rows of words as a sparse matrix with the features that the run time looks up."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from mosaic_guard.learned.words import BITS, END, START, Word, together, word

Matrix = Any
"""`scipy.sparse.csr_matrix`, which has no types."""


def matrix(said: Iterable[Sequence[str]]) -> Matrix:
    """Count features, each row divided by the square root of how many it has."""
    known: dict[str, tuple[Word, list[int]]] = {}
    indices, ends = array("i"), [0]
    for row in said:
        found = [known.get(token) or known.setdefault(token, word(token)) for token in row]
        indices.extend(together(list(zip(START, *(f[0] for f in found), END, strict=True))))
        for _, own in found:
            indices.extend(own)
        ends.append(len(indices))
    sizes = np.diff(ends)
    values = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes).astype(np.float32)
    made = csr_matrix((values, np.frombuffer(indices, np.int32), np.array(ends)), shape=(len(sizes), 1 << BITS))
    made.sum_duplicates()
    return made
