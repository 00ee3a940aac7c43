"""Scripts that put no space between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese, Korean."""

from __future__ import annotations

import re
from typing import Final

UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Their letters, for a class of characters."""
_LETTER: Final = re.compile(f"[{UNSPACED}]")


def spaced(text: str) -> str:
    """Put white space that joins nothing in the place of each such letter: what stands beside it has an edge."""
    return text if text.isascii() else _LETTER.sub("\x1f", text)
