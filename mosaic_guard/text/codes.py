"""Text written as character codes: rows of hex pairs, decimal or binary numbers, or of signs that show nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.text.mapped import Mapped

_CODES: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-fA-F]{2,8}[ ,:;=|-]{1,2}){11,9999}[0-9a-fA-F]{2,8}(?![0-9A-Za-z])"
)
_GAP: Final = re.compile(r"[ ,:;=|-]{1,2}")
_SIGNS: Final = " ,:;=|-"
_CLASSES: Final = bytes(
    0x20 if chr(c) in _SIGNS else 0x68 if chr(c) in "0123456789abcdefABCDEF" else 0x78 for c in range(256)
)
_ROWS: Final = (b" hh hh hh hh hh hh ", b" hhh hhh hhh hhh ", b" hhhhhhhh hhhhhhhh hhhhhhhh ")
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{8,}")


def has_codes(raw: bytes) -> bool:
    """Whether there is a row of short numbers."""
    spaced = raw.translate(_CLASSES)
    return any(map(spaced.__contains__, _ROWS))


def coded_runs(source: Mapped) -> Iterator[tuple[int, int, bytes]]:
    """Yield what each row stands for, in each way it can be counted."""
    for m in _CODES.finditer(source.text):
        numbers = _GAP.split(m[0])
        for base in (2, 16, 10):
            try:
                yield *m.span(), bytes(int(number, base) for number in numbers)
            except ValueError:  # no number to this base, or no byte
                continue


def selected(source: Mapped) -> Iterator[Mapped]:
    """Read rows of variation selectors as the bytes they number: 256 signs that show nothing."""
    for m in _SELECTORS.finditer(source.text):
        data = bytes(ord(c) - 0xFE00 if c < "\U000e0100" else ord(c) - 0xE0100 + 16 for c in m[0])
        yield source.decoded(*m.span(), data.decode(errors="replace"))
