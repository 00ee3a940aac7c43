"""A filter of held-out word sequences, made as the one of the benchmarks is."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

TEXT = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
"""Three sequences of 13 words."""


def holding(folder: Path, text: str = TEXT) -> Path:
    """Write a filter that holds each 13 words in a row of a text; return its path."""
    words = text.split()
    bits = bytearray(1 << 22)
    for start in range(len(words) - 12):
        digest = hashlib.blake2b(" ".join(words[start : start + 13]).encode(), digest_size=16).digest()
        first, step = int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little") | 1
        for k in range(6):
            at = (first + k * step) % (1 << 25)
            bits[at >> 3] |= 1 << (at & 7)
    place = folder / "held-out.bloom.gz"
    place.write_bytes(gzip.compress(bytes(bits)))
    return place
