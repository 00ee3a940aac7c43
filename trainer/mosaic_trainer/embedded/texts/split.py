"""Who learns from what: wordings, documents and languages are in one split only."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final, TypeVar

from mosaic_trainer.embedded.texts.sample import Split

HELD_OUT_LANGUAGES: Final = frozenset({"sv", "id"})
"""Only validation speaks these."""

T = TypeVar("T")
_SHARE = 5


def split_of(name: str) -> Split:
    """The split that a template or a document is in, by its name: one in five validates."""
    return "train" if zlib.crc32(name.encode()) % _SHARE else "validation"


def of_split(prefix: str, items: Sequence[T], split: Split) -> tuple[tuple[str, T], ...]:
    """The items of a split with their template ids, chosen by position: the first and every fifth validate.

    By position, because every grammar, however short, must have wordings in both.
    """
    validation = split == "validation"
    return tuple((f"{prefix}:{i}", item) for i, item in enumerate(items) if (i % _SHARE == _SHARE - 1) is validation)
