"""Which texts share too much with benchmarks that are held out: by a filter that holds none of their words."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mosaic_guard.errors import ConfigError

_LONG: Final = 13
"""Words that two texts must share in a row."""
_BITS: Final = 1 << 25
_HASHES: Final = 6
_HITS: Final = 2
"""One may be an accident: the filter errs a few times in a million."""
_WORD: Final = re.compile(r"\w+")


class HeldOut:
    """A Bloom filter of hashed, lower-cased word sequences.

    Raises:
        ConfigError: the file is no such filter.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._bits = gzip.decompress(path.read_bytes())
        except OSError as error:
            msg = f"{path}: can't be read as a gzip file: {error}. Name the filter of held-out sequences."
            raise ConfigError(msg) from error
        if len(self._bits) * 8 != _BITS:
            msg = f"{path}: holds {len(self._bits) * 8} bits, not {_BITS}. Name the filter of held-out sequences."
            raise ConfigError(msg)
        self.digest = hashlib.sha256(self._bits).hexdigest()[:16]

    def overlaps(self, text: str) -> bool:
        """Whether a text shares at least two sequences with what is held out."""
        hits = 0
        for sequence in set(_sequences(text)):
            hits += all(self._bits[at >> 3] >> (at & 7) & 1 for at in _places(sequence))
            if hits == _HITS:
                return True
        return False


def _sequences(text: str) -> Iterator[str]:
    words = _WORD.findall(text.lower())
    return (" ".join(words[i : i + _LONG]) for i in range(len(words) - _LONG + 1))


def _places(sequence: str) -> Iterator[int]:
    digest = hashlib.blake2b(sequence.encode(), digest_size=16).digest()
    first, step = int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little") | 1
    return ((first + k * step) % _BITS for k in range(_HASHES))
